using System.Text;
using Seedream.Core.Intake;

namespace Seedream.Core.Tests.Intake;

/// <summary>An input for every problem code: what shows it, and a part of the message it must give.</summary>
internal static class ProblemExamples
{
    private const string Json = "test.jsonl";

    public static IReadOnlyList<ProblemExample> All { get; } =
    [
        Csv("CSV001", "", "found nothing"),
        Csv("CSV001", "\r\n  \n\n", "found nothing"),
        new("CSV001", Json, ""u8.ToArray(), "found nothing"),
        Csv("CSV002", "prompt,note\n", "found none", 0),
        Csv("CSV002", "prompt,note\n\n,\n  ,\t\n", "found none", 0),
        Csv("CSV003", "text,note\na,b\n", "'text, note'"),
        Csv("CSV003", "a cat on a sofa in the sun\na dog\n", "looks like a prompt"),
        Csv("CSV004", "promt,note\na,b\n", "'promt'"),
        Csv("CSV004", "prompt,resolutoin\na,2K\n", "'resolutoin'"),
        Csv("CSV005", "prompt,note,Note\na,b,c\n", "'Note'"),
        Csv("CSV005", "prompt,Prompt\na,b\n", "'prompt' and 'Prompt'"),
        Csv("CSV005", "prompt,id,custom_id\na,b,c\n", "'id' and 'custom_id'"),
        Csv("CSV006", "prompt,,note\na,b,c\n", "column 2"),
        Csv("CSV007", "prompt,note\na,\"b\nc,d\n", "line 2", line: 2),
        Csv("CSV007", "prompt,note\n\"a\nb\",\"b\nc,d\n", "line 3", line: 3),
        Csv("CSV008", "prompt,note\n\"a\"b,c\n", "more text", 1, 2),
        Csv("CSV009", "prompt,note\nsize 5\" wide,c\n", "taken as text", 1, 2),
        Csv("CSV010", "prompt,note\na cat, sitting,c\n", "unquoted ','", 1, 2),
        Csv("CSV010", "prompt\na cat, sitting\n", "unquoted ','", 1, 2),
        new("CSV011", "x.csv", [0x50, 0x4B, 3, 4, 20, 0, 6, 0], "Excel workbook"),
        new("CSV011", "x.csv", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0], "PNG"),
        new("CSV011", "x.csv", "<!DOCTYPE html><html></html>"u8.ToArray(), "HTML"),
        new("CSV011", "x.csv", [.. Enumerable.Range(0, 200).Select(index => (byte)(index * 37 % 32))], "binary"),
        new("CSV012", "x.csv", [.. "prompt\ncaf"u8, 0xE9, .. "\n"u8], "line 2", Line: 2),
        new("CSV013", "x.csv", [.. "prompt\ncafé\ncaf"u8, 0xE9, .. "\n"u8], "0xE9", Line: 3),
        new("CSV013", "x.csv", [0xEF, 0xBB, 0xBF, .. "prompt\ncaf"u8, 0xE9, .. "\n"u8], "0xE9", Line: 2),
        new("CSV013", "x.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("prompt\na"), 0x41], "odd number"),
        Jsonl("JSL001", "{\"prompt\": \"a\"", "position"),
        Jsonl("JSL001", "{\"prompt\": \"a\"} x", "position 17"),
        Jsonl("JSL001", "prompt,note", "position 1"),
        Jsonl("JSL002", "[1, 2]", "an array"),
        Jsonl("JSL002", "12", "a number"),
        Jsonl("JSL002", "null", "null"),
        Jsonl("JSL003", "{\"prompt\": \"a\", \"prompt\": \"b\"}", "'b'"),
        Jsonl("JSL003", "{\"prompt\": \"a\", \"note\": \"a\", \"metadata\": {\"note\": 1}}", "'note'"),
        Jsonl("JSL004", "{\"promt\": \"a\"}", "'promt'"),
        Jsonl("JSL005", "{\"prompt\": 5}", "a number"),
        Jsonl("JSL005", "{\"prompt\": \"a\", \"max_images\": true}", "a whole number"),
        new("JSL006", "x.json", "[{\"prompt\": \"a\"}]"u8.ToArray(), "array"),
        new("JSL006", "x.json", "{\n\"prompt\": \"a\"\n}"u8.ToArray(), "spread over lines"),
        Csv("ROW001", "prompt,note\n  ,b\n", "found nothing", 1, 2),
        Csv("ROW002", "prompt\na\0b\n", "U+0000 at character 2", 1, 2),
        Csv("ROW002", "prompt,note\na,b\u001b[31m\n", "\\u001b", 1, 2),
        new("ROW003", "x.csv", Encoding.Unicode.GetPreamble().Concat(Utf16("prompt\na\uD83D b\n")).ToArray(), "U+D83D", 1, 2),
        Jsonl("ROW003", "{\"prompt\": \"a\\ud83d b\"}", "half"),
        Csv("ROW004", "prompt\n" + string.Join(' ', Enumerable.Repeat("word", 601)) + "\n", "601", 1, 2),
        Csv("ROW005", "prompt\nabc \u202Edef\n", "U+202E", 1, 2),
        Csv("ROW006", "prompt,resolution\na,4K\n", "'4K'", 1, 2),
        Csv("ROW007", "prompt,sequential_image_generation\na,on\n", "'on'", 1, 2),
        Csv("ROW008", "prompt,sequential_image_generation,max_images\na,auto,0\n", "'0'", 1, 2),
        Csv("ROW008", "prompt,sequential_image_generation,max_images\na,auto,16\n", "'16'", 1, 2),
        Csv("ROW008", "prompt,sequential_image_generation,max_images\na,auto,two\n", "'two'", 1, 2),
        Csv("ROW008", "prompt,sequential_image_generation,max_images\na,auto,3.0\n", "'3.0'", 1, 2),
        Csv("ROW009", "prompt,max_images\na,3\n", "left out", 1, 2),
        Csv("ROW010", "prompt,output_format\na,gif\n", "'gif'", 1, 2),
        Csv("ROW011", "prompt,optimize_prompt_options\na,slow\n", "'slow'", 1, 2),
        Csv("ROW012", "prompt,id\na," + new string('x', 129) + "\n", "129", 1, 2),
        Csv("ROW013", "prompt,id\na,x\nb,y\nc,x\n", "row 1", 3, 4),
        Csv("LIM001", "prompt\n" + new string('a', 2000) + "\n", "1,500", options: new() { MaxBytes = 1500 }),
        Csv("LIM002", "prompt\na\nb\nc\n", "at most 2", line: 4, options: new() { MaxRows = 2 }),
        Csv("LIM003", "prompt,a,b\nx,y,z\n", "found 3", options: new() { MaxColumns = 2 }),
        Csv("LIM004", "prompt\n" + new string('a', 100_000) + "\n", "found 100,000", 1, 2),
        Csv("LIM005", "prompt,note\na," + new string('b', 8001) + "\n", "found 8,001", 1, 2),
        Csv("LIM006", "prompt\nfine\n\"" + new string('a', 10_000_000) + "\"\n", "line 3", line: 3),
        new("LIM006", Json, [.. "{\"prompt\": \""u8, .. Enumerable.Repeat((byte)'a', 5_000_000)], "line 1", Line: 1),
        new("LIM010", Json, "{\"prompt\": \"a\", \"a\": 1, \"b\": 2}"u8.ToArray(), "'b'", 1, 1, new() { MaxColumns = 2 }),
        Csv("LIM007", "prompt,sequential_image_generation\na,auto\n", "found 15", options: new() { MaxImages = 14 }),
        Csv("LIM008", "prompt,sequential_image_generation\na,auto\n", "$15.00", options: new() { MaxCostUsd = 14 }),
        Csv("LIM009", "prompt,note\n,a\nb,b\n", "1 of 2", options: new() { RejectFileOnRowError = true }),
    ];

    private static ProblemExample Csv(string code, string text, string says, int? row = null, int? line = null, IntakeOptions? options = null) =>
        new(code, "test.csv", Encoding.UTF8.GetBytes(text), says, row == 0 ? null : row, line, options);

    private static ProblemExample Jsonl(string code, string text, string says) =>
        new(code, Json, Encoding.UTF8.GetBytes("{\"prompt\": \"fine\"}\n" + text + "\n"), says, 2, 2);

    private static IEnumerable<byte> Utf16(string text) => text.SelectMany(c => new[] { (byte)c, (byte)(c >> 8) });
}
