// The program that answers for .NET: the tests ask it what Mono's own classes say.
//
//   mcs -out:oracle.exe *.cs && mono oracle.exe xml < questions
//
// One mode a file; each reads its questions from standard input to the end and writes one line of
// ASCII a question.
using System;

static class Oracle
{
    static int Main(string[] args)
    {
        switch (args.Length == 1 ? args[0] : "")
        {
            case "xml": XmlMode.Run(); return 0;
            case "regex": RegexMode.Run(); return 0;
            case "uri": UriMode.Run(); return 0;
            case "proxy": ProxyMode.Run(); return 0;
        }
        Console.Error.WriteLine("usage: oracle.exe xml|regex|uri|proxy");
        return 2;
    }
}
