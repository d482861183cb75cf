// The oracle's `regex` mode: does a pattern compile as an entry of a bypass list, and what does it
// match?
//
// One request a line: the pattern and then any number of subjects, separated by blanks, each as the
// hexadecimal digits of its UTF-16 code units ("-" when empty). One answer a line: "+", a blank and
// one character a subject (1 match, 0 none, t out of time, x exception); or "-", a blank, and the
// refusal's message as hexadecimal code units.
using System;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;

static class RegexMode
{
    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(300);

    public static void Run()
    {
        var input = new StreamReader(Console.OpenStandardInput(), Encoding.ASCII);
        var output = new StreamWriter(Console.OpenStandardOutput(), Encoding.ASCII);
        for (string line = input.ReadLine(); line != null; line = input.ReadLine())
        {
            string[] fields = line.Split(' ');
            output.WriteLine(Answer(FromHex(fields[0]), fields));
        }
        output.Flush();
    }

    static string Answer(string pattern, string[] fields)
    {
        var answer = new StringBuilder("+ ");
        try
        {
            Compile(pattern);
        }
        catch (Exception e)
        {
            return "- " + ToHex(e.Message);
        }
        for (int i = 1; i < fields.Length; i++) answer.Append(Match(pattern, FromHex(fields[i])));
        return answer.ToString();
    }

    static Regex Compile(string pattern)
    {
        return new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, patience);
    }

    // A fresh object each time: the matcher's stacks keep what the last subject left in them.
    static char Match(string pattern, string subject)
    {
        try
        {
            return Compile(pattern).IsMatch(subject) ? '1' : '0';
        }
        catch (RegexMatchTimeoutException)
        {
            return 't';
        }
        catch (Exception)
        {
            return 'x';
        }
    }

    static string FromHex(string digits)
    {
        if (digits == "-") return "";
        var text = new char[digits.Length / 4];
        for (int i = 0; i < text.Length; i++) text[i] = (char)Convert.ToInt32(digits.Substring(i * 4, 4), 16);
        return new string(text);
    }

    static string ToHex(string text)
    {
        var digits = new StringBuilder();
        foreach (char c in text) digits.Append(((int)c).ToString("x4"));
        return digits.Length == 0 ? "-" : digits.ToString();
    }
}
