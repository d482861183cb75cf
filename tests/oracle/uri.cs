// The oracle's `uri` mode: what .NET's own classes make of addresses and values.
//
// One request a line: a kind, a blank, the value's UTF-8 as hexadecimal digits. One answer a line:
// fields separated by tabs, texts again as hexadecimal UTF-8; the first field is "+" for a value
// and "-" for a refusal, whose message follows.
using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Reflection;
using System.Text;

static class UriMode
{
    // Stand-ins for the enumerations of System.Net.Configuration, which are internal there: same
    // names, same numbers.
    enum BypassOnLocalValues { Unspecified = -1, False = 0, True = 1 }
    enum UseSystemDefaultValues { Unspecified = -1, False = 0, True = 1 }
    enum AutoDetectValues { Unspecified = -1, False = 0, True = 1 }

    public static void Run()
    {
        BehaveAsOnWindows();
        var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        for (string line = input.ReadLine(); line != null; line = input.ReadLine())
        {
            int blank = line.IndexOf(' ');
            string value = FromHex(line.Substring(blank + 1));
            output.WriteLine(Answer(line.Substring(0, blank), value));
        }
        output.Flush();
    }

    // Mono's Uri is the framework's with a few lines for Unix paths, which ask this field.
    static void BehaveAsOnWindows()
    {
        var flags = BindingFlags.NonPublic | BindingFlags.Static;
        typeof(Uri).GetField("IsWindowsFileSystem", flags).SetValue(null, true);
    }

    static string Answer(string kind, string value)
    {
        try
        {
            return "+\t" + Value(kind, value);
        }
        catch (Exception e)
        {
            // Mono's Int32Converter throws a type whose text gets a second line, which the
            // framework's has not.
            string parameter = Environment.NewLine + "Parameter name:";
            string text = e.Message.Split(new[] { parameter }, 2, 0)[0];
            return "-\t" + ToHex(text) + "\t" + e.GetType().Name;
        }
    }

    static string Value(string kind, string value)
    {
        switch (kind)
        {
            case "uri": return Describe(new Uri(value, UriKind.Absolute));
            case "bool": return Convert(typeof(bool), value).ToString();
            case "int": return Convert(typeof(int), value).ToString();
            case "bypass": return Number(new EnumConverter(typeof(BypassOnLocalValues)), value);
            case "system": return Number(new EnumConverter(typeof(UseSystemDefaultValues)), value);
            case "detect": return Number(new EnumConverter(typeof(AutoDetectValues)), value);
            case "generic": return ((int)Generic(typeof(AutoDetectValues), value)).ToString();
            default: throw new InvalidOperationException("no such kind: " + kind);
        }
    }

    static object Convert(Type type, string value)
    {
        return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
    }

    static string Number(TypeConverter converter, string value)
    {
        return ((int)converter.ConvertFromInvariantString(value)).ToString();
    }

    // Mono's GenericEnumConverter is not the framework's. The framework's lets Enum.Parse decide
    // after it has refused numbers and white space, and has one text for all refusals.
    static object Generic(Type type, string value)
    {
        bool number = value != "" && (char.IsDigit(value[0]) || value[0] == '-' || value[0] == '+');
        try
        {
            if (value != "" && !number && value == value.Trim()) return Enum.Parse(type, value);
        }
        catch (ArgumentException) { }
        throw new ArgumentException("The enumeration value must be one of the following: " +
            string.Join(", ", Enum.GetNames(type)) + ".");
    }

    // A property may still throw where the constructor did not: "!" then.
    static string Describe(Uri uri)
    {
        var texts = new List<string> { uri.Scheme, Try(() => uri.UserInfo), Try(() => uri.Host),
            Try(() => uri.DnsSafeHost), Try(() => uri.AbsolutePath), Try(() => uri.Query),
            Try(() => uri.Fragment), Try(() => uri.AbsoluteUri) };
        return string.Join("\t", texts.ConvertAll(ToHex)) + "\t" + uri.Port + "\t" +
            uri.IsDefaultPort + "\t" + uri.IsLoopback + "\t" + (uri.IsFile || uri.IsUnc);
    }

    static string Try(Func<string> property)
    {
        try
        {
            return property();
        }
        catch (Exception e)
        {
            return "!" + e.GetType().Name;
        }
    }

    static string ToHex(string text)
    {
        var hex = new StringBuilder();
        foreach (byte b in Encoding.UTF8.GetBytes(text)) hex.Append(b.ToString("x2"));
        return hex.ToString();
    }

    static string FromHex(string hex)
    {
        var bytes = new byte[hex.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = System.Convert.ToByte(hex.Substring(2 * i, 2), 16);
        }
        return Encoding.UTF8.GetString(bytes);
    }
}
