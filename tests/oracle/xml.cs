// Mode "xml": what XmlTextReader, set up as System.Configuration sets it up, says of a document.
//
// A question is four bytes of length (least significant first) and the document. The answer is
// {"ok":true} or {"ok":false,"message":"...","line":1,"position":1}; a failure that is no
// XmlException has "exception":"its type" instead of a line.
using System;
using System.IO;
using System.Text;
using System.Xml;

static class XmlMode
{
    public static void Run()
    {
        using (Stream input = Console.OpenStandardInput())
        using (var output = new StreamWriter(Console.OpenStandardOutput(), new ASCIIEncoding()))
        {
            byte[] document;
            while ((document = ReadDocument(input)) != null)
            {
                output.Write(Judge(document));
                output.Write('\n');
            }
        }
    }

    static byte[] ReadDocument(Stream input)
    {
        byte[] size = ReadExactly(input, 4);
        return size == null ? null : ReadExactly(input, BitConverter.ToInt32(size, 0));
    }

    static byte[] ReadExactly(Stream input, int count)
    {
        var bytes = new byte[count];
        for (int done = 0; done < count;)
        {
            int read = input.Read(bytes, done, count - done);
            if (read == 0) return null;
            done += read;
        }
        return bytes;
    }

    static string Judge(byte[] document)
    {
        try
        {
            using (var stream = new MemoryStream(document, false))
            using (var reader = new XmlTextReader(stream) { XmlResolver = null })
            {
                while (reader.Read()) { }
            }
            return "{\"ok\":true}";
        }
        catch (XmlException e)
        {
            return "{\"ok\":false,\"message\":" + Quote(e.Message) + ",\"line\":" + e.LineNumber +
                   ",\"position\":" + e.LinePosition + "}";
        }
        catch (Exception e)
        {
            return "{\"ok\":false,\"message\":" + Quote(e.Message) + ",\"exception\":" +
                   Quote(e.GetType().FullName) + "}";
        }
    }

    static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            if (c < ' ' || c > '~' || c == '"' || c == '\\')
                quoted.Append("\\u").Append(((int)c).ToString("x4"));
            else
                quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }
}
