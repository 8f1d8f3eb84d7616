using System.Text;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Reporting;

/// <summary>CSV read to the letter of RFC 4180, so that the writer is not judged by its own library.</summary>
internal static class Rfc4180
{
    public static List<string[]> Parse(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        Expect.That(text.StartsWith('\ufeff'), "a table without a byte order mark");
        List<string[]> rows = [];
        List<string> row = [];
        int at = 1;
        while (at < text.Length)
        {
            row.Add(text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at));
            Expect.That(at < text.Length, "the last row does not end");
            if (text[at++] == ',')
            {
                // Nothing may follow but another cell, which may be empty.
                if (at < text.Length && text[at] == '\r')
                    row.Add("");
                else
                    continue;
                at++;
            }

            Expect.That(at < text.Length && text[at - 1] == '\r' && text[at] == '\n', "a row does not end in CR LF");
            at++;
            rows.Add([.. row]);
            row.Clear();
        }

        Expect.That(row.Count == 0, "cells without a row");
        return rows;
    }

    private static string Quoted(string text, ref int at)
    {
        StringBuilder cell = new();
        for (at++; ; at++)
        {
            Expect.That(at < text.Length, "a quotation mark is never closed");
            if (text[at] != '"')
            {
                cell.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else
            {
                at++;
                return cell.ToString();
            }
        }
    }

    private static string Plain(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && text[at] is not (',' or '\r'))
        {
            Expect.That(text[at] is not ('"' or '\n'), "a character in a cell that needs quotation marks");
            at++;
        }

        return text[start..at];
    }
}
