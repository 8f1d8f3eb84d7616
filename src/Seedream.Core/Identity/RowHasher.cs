using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Seedream.Core.Jobs;

namespace Seedream.Core.Identity;

/// <summary>
/// Hashes what a row asks for. The layout is a contract with everything in storage: a field that is added later (a template,
/// copies) is written only where it is set, under a tag of its own, so that older rows keep their keys.
/// </summary>
internal sealed class RowHasher
{
    /// <summary>Bytes of the whole hash.</summary>
    public const int HashSize = SHA256.HashSizeInBytes;

    private readonly byte[] _start;
    private byte[] _buffer = new byte[1024];

    public RowHasher(string model)
    {
        byte[] name = Encoding.UTF8.GetBytes(model);
        _start = new byte[2 + sizeof(int) + name.Length];
        "r1"u8.CopyTo(_start);
        BinaryPrimitives.WriteInt32BigEndian(_start.AsSpan(2), name.Length);
        name.CopyTo(_start, 2 + sizeof(int));
    }

    /// <summary>The key of a row.</summary>
    public RowKey Key(string? id, JobInput input)
    {
        Span<byte> hash = stackalloc byte[HashSize];
        Hash(id, input, hash);
        return RowKey.Read(hash);
    }

    /// <summary>The whole hash, of which the key is the beginning.</summary>
    public void Hash(string? id, JobInput input, Span<byte> hash)
    {
        ArgumentNullException.ThrowIfNull(input);
        id ??= "";
        string resolution = input.Resolution.Name;
        // Three bytes of UTF-8 at most for each character.
        int most = _start.Length + ((id.Length + input.Prompt.Length + resolution.Length) * 3) + 64;
        if (_buffer.Length < most)
            _buffer = new byte[most * 2];
        Span<byte> bytes = _buffer;
        _start.CopyTo(bytes);
        int length = _start.Length;
        length += Text(bytes[length..], id);
        length += Text(bytes[length..], input.Prompt);
        length += Text(bytes[length..], resolution);
        bytes[length++] = input.SequentialImageGeneration == SequentialImageGeneration.Auto ? (byte)'a' : (byte)'d';
        bytes[length++] = (byte)(input.SequentialImageGeneration == SequentialImageGeneration.Auto ? input.MostImages : 0);
        bytes[length++] = input.OutputFormat == OutputFormat.Jpeg ? (byte)'j' : (byte)'p';
        bytes[length++] = input.OptimizePromptOptions == PromptOptimization.Fast ? (byte)'f' : (byte)'s';
        SHA256.HashData(bytes[..length], hash);
    }

    private static int Text(Span<byte> to, string text)
    {
        int length = Encoding.UTF8.GetBytes(text, to[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(to, length);
        return sizeof(int) + length;
    }
}
