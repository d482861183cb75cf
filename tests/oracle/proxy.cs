// The oracle's `proxy` mode: where does a WebProxy with an address send each URL?
//
// One request a line, fields separated by blanks: the proxy's address, "1" or "0" for
// bypassonlocal, the number of bypass entries, the entries, then the URLs; texts as the hexadecimal
// digits of their UTF-16 code units ("-" when empty). One answer a line: "+", a blank and one
// character a URL (d direct, p proxy); or "-", a blank, and the refusal's message.
// Own DNS domain and addresses are this machine's: ask about neither.
using System;
using System.IO;
using System.Net;
using System.Text;

static class ProxyMode
{
    public static void Run()
    {
        var input = new StreamReader(Console.OpenStandardInput(), Encoding.ASCII);
        var output = new StreamWriter(Console.OpenStandardOutput(), Encoding.ASCII);
        for (string line = input.ReadLine(); line != null; line = input.ReadLine())
        {
            output.WriteLine(Answer(line.Split(' ')));
        }
        output.Flush();
    }

    static string Answer(string[] fields)
    {
        int count = int.Parse(fields[2]);
        var entries = new string[count];
        for (int i = 0; i < count; i++) entries[i] = FromHex(fields[3 + i]);
        try
        {
            var proxy = new WebProxy(new Uri(FromHex(fields[0])), fields[1] == "1", entries);
            var answer = new StringBuilder("+ ");
            for (int i = 3 + count; i < fields.Length; i++)
            {
                var url = new Uri(FromHex(fields[i]));
                bool direct = proxy.IsBypassed(url);
                if (direct != proxy.GetProxy(url).Equals(url)) return "- contradiction";
                answer.Append(direct ? 'd' : 'p');
            }
            return answer.ToString();
        }
        catch (ArgumentException e)
        {
            return "- " + ToHex(e.Message);
        }
    }

    static string FromHex(string hex)
    {
        var text = new StringBuilder();
        for (int i = 0; hex != "-" && i + 4 <= hex.Length; i += 4)
        {
            text.Append((char)Convert.ToUInt16(hex.Substring(i, 4), 16));
        }
        return text.ToString();
    }

    static string ToHex(string text)
    {
        var hex = new StringBuilder();
        foreach (char c in text) hex.Append(((int)c).ToString("x4"));
        return hex.Length == 0 ? "-" : hex.ToString();
    }
}
