using System.Text.Json;

namespace Seedream.Simulator.Accounting;

/// <summary>
/// The account as append-only JSON lines. Each line is handed to the operating system before the call is answered, so a
/// killed simulator loses nothing; a line cut off by the kill is dropped when the file is opened again.
/// </summary>
internal sealed class AccountFile : IDisposable
{
    private readonly FileStream _stream;

    private AccountFile(FileStream stream) => _stream = stream;

    /// <summary>Opens or creates the file and gives back what it says so far.</summary>
    public static AccountFile Open(string path, out IReadOnlyList<AccountEvent> events)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        events = Read(full, out long whole);
        var stream = new FileStream(full, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        stream.SetLength(whole);
        stream.Seek(0, SeekOrigin.End);
        return new AccountFile(stream);
    }

    /// <summary>Reads the whole lines of a file that a simulator may still be writing to.</summary>
    public static IReadOnlyList<AccountEvent> Read(string path, out long whole)
    {
        whole = 0;
        if (!File.Exists(path)) return [];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        List<AccountEvent> events = [];
        ReadOnlySpan<byte> rest = bytes;
        for (int end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            events.Add(Parse(rest[..end], path, events.Count + 1));
            whole += end + 1;
            rest = rest[(end + 1)..];
        }
        return events;
    }

    private static AccountEvent Parse(ReadOnlySpan<byte> line, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, AccountJson.Default.AccountEvent) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}, line {number}: not an event of a simulator's account. {e.Message}", e);
        }
    }

    public void Append(AccountEvent line)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(line, AccountJson.Default.AccountEvent);
        Array.Resize(ref json, json.Length + 1);
        json[^1] = (byte)'\n';
        _stream.Write(json);
    }

    public void Dispose() => _stream.Dispose();
}
