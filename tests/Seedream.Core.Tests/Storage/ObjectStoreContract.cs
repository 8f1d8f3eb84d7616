using System.Text;
using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

/// <summary>What every store must do. Each implementation runs these as its own tests; this file is linked into Seedream.Azure.Tests.</summary>
public abstract class ObjectStoreContract
{
    protected const string Json = "application/json";

    protected static CancellationToken None => CancellationToken.None;

    /// <summary>A fresh, empty store.</summary>
    protected abstract IObjectStore Store { get; }

    /// <summary>How many names the listing test writes.</summary>
    protected virtual int ManyNames => 2_000;

    [StoreFact]
    public async Task TryCreate_NoneThere_CreatesWithAVersionToReplaceBy()
    {
        string? version = await Store.TryCreateAsync("a/b/c.json", Bytes("one"), Json, None);

        StoredObject? read = await Store.TryReadAsync("a/b/c.json", None);
        Assert.Equal("one", Text(read));
        Assert.NotNull(version);
        Assert.Equal(version, read!.Version);
    }

    [StoreFact]
    public async Task TryCreate_OneThere_LeavesItAlone()
    {
        await Store.PutAsync("x.json", Bytes("old"), Json, None);

        Assert.Null(await Store.TryCreateAsync("x.json", Bytes("new"), Json, None));
        Assert.Equal("old", Text(await Store.TryReadAsync("x.json", None)));
    }

    [StoreFact]
    public async Task TryCreate_OneThereThatIsEmpty_LeavesItAlone()
    {
        await using (ObjectWriter writer = await Store.CreateWriterAsync("written-empty.json", Json, None))
            await writer.CommitAsync(None);

        Assert.Null(await Store.TryCreateAsync("written-empty.json", Bytes("new"), Json, None));
        StoredObject empty = (await Store.TryReadAsync("written-empty.json", None))!;
        Assert.True(empty.Content.IsEmpty);
        Assert.NotNull(await Store.TryReplaceAsync("written-empty.json", Bytes("new"), Json, empty.Version, None));
    }

    [StoreFact]
    public async Task TryCreate_ThirtyTwoAtOnce_OneWins()
    {
        for (int round = 0; round < 20; round++)
        {
            string name = $"race/{round}.json";
            string?[] versions = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Store.TryCreateAsync(name, Bytes($"writer {i}"), Json, None)));

            int winner = Array.FindIndex(versions, version => version is not null);
            Assert.Single(versions, version => version is not null);
            StoredObject? read = await Store.TryReadAsync(name, None);
            Assert.Equal($"writer {winner}", Text(read));
            Assert.Equal(versions[winner], read!.Version);
        }
    }

    [StoreFact]
    public async Task TryReplace_ThirtyTwoAtOnce_OneWins()
    {
        string? version = await Store.TryCreateAsync("r.json", Bytes("start"), Json, None);
        for (int round = 0; round < 20; round++)
        {
            string?[] versions = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Store.TryReplaceAsync("r.json", Bytes($"{round}.{i}"), Json, version!, None)));

            version = Assert.Single(versions, next => next is not null);
            Assert.Equal($"{round}.{Array.IndexOf(versions, version)}", Text(await Store.TryReadAsync("r.json", None)));
        }
    }

    [StoreFact]
    public async Task TryReplace_CountingConcurrently_LosesNothing()
    {
        await Store.PutAsync("counter", Bytes("0"), Json, None);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (int done = 0; done < 10;)
            {
                StoredObject read = (await Store.TryReadAsync("counter", None))!;
                int next = int.Parse(Text(read)!) + 1;
                if (await Store.TryReplaceAsync("counter", Bytes($"{next}"), Json, read.Version, None) is not null)
                    done++;
            }
        }));

        Assert.Equal("80", Text(await Store.TryReadAsync("counter", None)));
    }

    [StoreFact]
    public async Task TryReplace_Missing_IsNull()
    {
        string version = (await Store.TryCreateAsync("gone.json", Bytes("x"), Json, None))!;
        Assert.True(await Store.DeleteAsync("gone.json", None));

        Assert.Null(await Store.TryReplaceAsync("gone.json", Bytes("y"), Json, version, None));
        Assert.Null(await Store.TryReadAsync("gone.json", None));
    }

    [StoreFact]
    public async Task TryReplace_DeletedAndCreatedAgain_IsNull()
    {
        string version = (await Store.TryCreateAsync("again.json", Bytes("first"), Json, None))!;
        await Store.DeleteAsync("again.json", None);
        Assert.NotNull(await Store.TryCreateAsync("again.json", Bytes("second"), Json, None));

        Assert.Null(await Store.TryReplaceAsync("again.json", Bytes("third"), Json, version, None));
        Assert.Equal("second", Text(await Store.TryReadAsync("again.json", None)));
    }

    [StoreFact]
    public async Task Version_SameContentWrittenAgain_Changes()
    {
        var versions = new HashSet<string> { (await Store.TryCreateAsync("v.json", Bytes("same"), Json, None))! };
        for (int i = 0; i < 10; i++)
        {
            Assert.True(versions.Add((await Store.TryReplaceAsync("v.json", Bytes("same"), Json, versions.Last(), None))!));
            await Store.PutAsync("v.json", Bytes("same"), Json, None);
            Assert.True(versions.Add((await Store.TryReadAsync("v.json", None))!.Version));
        }
    }

    [StoreFact]
    public async Task Put_OneThere_Overwrites()
    {
        await Store.PutAsync("p.json", Bytes("a longer first text"), Json, None);
        await Store.PutAsync("p.json", Bytes("short"), Json, None);

        Assert.Equal("short", Text(await Store.TryReadAsync("p.json", None)));
    }

    [StoreFact]
    public async Task Missing_EveryRead_SaysSo()
    {
        Assert.Null(await Store.TryReadAsync("no/such", None));
        Assert.Null(await Store.OpenReadAsync("no/such", 0, None));
        Assert.Null(await Store.TryGetInfoAsync("no/such", None));
        Assert.False(await Store.DeleteAsync("no/such", None));
        Assert.Empty(await Store.ListAsync("no/", None).ToListAsync());
    }

    [StoreFact]
    public async Task Empty_Object_IsAnObject()
    {
        string? version = await Store.TryCreateAsync("empty", ReadOnlyMemory<byte>.Empty, Json, None);
        await using (ObjectWriter writer = await Store.CreateWriterAsync("written-empty", Json, None))
            await writer.CommitAsync(None);

        Assert.NotNull(version);
        Assert.Equal("", Text(await Store.TryReadAsync("empty", None)));
        Assert.Equal(0, (await Store.TryGetInfoAsync("written-empty", None))!.Length);
        await using Stream stream = (await Store.OpenReadAsync("written-empty", 0, None))!;
        Assert.Equal(0, await stream.ReadAsync(new byte[1], None));
    }

    [StoreTheory]
    [InlineData(0, "0123456789")]
    [InlineData(7, "789")]
    [InlineData(10, "")]
    [InlineData(11, "")]
    public async Task OpenRead_AtAnOffset_ReadsTheRest(long offset, string expected)
    {
        await Store.PutAsync("digits.txt", Bytes("0123456789"), "text/plain", None);

        await using Stream stream = (await Store.OpenReadAsync("digits.txt", offset, None))!;
        using var reader = new StreamReader(stream);
        Assert.Equal(expected, await reader.ReadToEndAsync(None));
    }

    [StoreFact]
    public async Task OpenRead_ReplacedMeanwhile_NeverMixes()
    {
        byte[] old = Filled(6 << 20, 1), next = Filled(6 << 20, 2);
        await Store.PutAsync("big.bin", old, ContentTypes.Unknown, None);

        await using Stream stream = (await Store.OpenReadAsync("big.bin", 0, None))!;
        byte[] start = new byte[100_000];
        await stream.ReadExactlyAsync(start, None);
        await Store.PutAsync("big.bin", next, ContentTypes.Unknown, None);

        // Either the old object to its end, or an error; never bytes of the new one.
        try
        {
            using var rest = new MemoryStream();
            await stream.CopyToAsync(rest, None);
            Assert.DoesNotContain((byte)2, rest.ToArray());
            Assert.Equal(old.Length, start.Length + rest.Length);
        }
        catch (IOException)
        {
        }
    }

    [StoreFact]
    public async Task Writer_Committed_IsVisibleWhole()
    {
        await Store.PutAsync("w.bin", Bytes("before"), ContentTypes.Unknown, None);
        await using ObjectWriter writer = await Store.CreateWriterAsync("w.bin", ContentTypes.Unknown, None);
        for (int i = 0; i < 10; i++)
            await writer.Stream.WriteAsync(Filled(1 << 20, (byte)i), None);
        Assert.Equal("before", Text(await Store.TryReadAsync("w.bin", None)));

        await writer.CommitAsync(None);

        byte[] content = (await Store.TryReadAsync("w.bin", None))!.Content.ToArray();
        Assert.Equal(10 << 20, content.Length);
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal((byte)i, content[(i << 20) + 12_345]));
    }

    [StoreFact]
    public async Task Writer_DisposedWithoutCommit_LeavesNoTrace()
    {
        await using (ObjectWriter writer = await Store.CreateWriterAsync("dropped.bin", ContentTypes.Unknown, None))
        {
            await writer.Stream.WriteAsync(Filled(9 << 20, 7), None);
            Assert.Empty(await Store.ListAsync("", None).ToListAsync());
        }

        Assert.Null(await Store.TryGetInfoAsync("dropped.bin", None));
        Assert.Empty(await Store.ListAsync("", None).ToListAsync());
    }

    [StoreFact]
    public async Task Writer_StreamOwnedByATextWriter_MayBeDisposedBeforeTheCommit()
    {
        await using ObjectWriter writer = await Store.CreateWriterAsync("lines.txt", "text/plain", None);
        await using (var text = new StreamWriter(writer.Stream))
            await text.WriteAsync("one line\n");
        await writer.CommitAsync(None);

        Assert.Equal("one line\n", Text(await Store.TryReadAsync("lines.txt", None)));
    }

    [StoreFact]
    public async Task Writer_TwoOfOneName_TheLastCommitWins()
    {
        await using ObjectWriter first = await Store.CreateWriterAsync("two", ContentTypes.Unknown, None);
        await using ObjectWriter second = await Store.CreateWriterAsync("two", ContentTypes.Unknown, None);
        await second.Stream.WriteAsync(Bytes("second"), None);
        await first.Stream.WriteAsync(Bytes("first"), None);

        await second.CommitAsync(None);
        await first.CommitAsync(None);

        Assert.Equal("first", Text(await Store.TryReadAsync("two", None)));
    }

    [StoreFact]
    public async Task List_ManyNames_InOrdinalOrder()
    {
        string[] names = [.. Enumerable.Range(0, ManyNames).Select(i => $"many/{i % 7}/{i * 7919 % ManyNames:D6}.json")];
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (name, token) => await Store.PutAsync(name, Bytes("{}"), Json, token));

        string[] listed = [.. (await Store.ListAsync("many/", None).ToListAsync()).Select(found => found.Name)];

        Array.Sort(names, StringComparer.Ordinal);
        Assert.Equal(names, listed);
    }

    [StoreFact]
    public async Task List_CharactersAroundTheSlash_OrderAsFullNames()
    {
        string[] names = ["a-b", "a.b", "a/b", "a/c/d", "a/c-d", "a0", "A/z", "é", "a b", "日本"];
        foreach (string name in names)
            await Store.PutAsync(name, Bytes("x"), Json, None);

        Array.Sort(names, StringComparer.Ordinal);
        Assert.Equal(names, await NamesAsync(""));
        Assert.Equal(names.Where(name => name.StartsWith('a')), await NamesAsync("a"));
        Assert.Equal(["a/b", "a/c-d", "a/c/d"], await NamesAsync("a/"));
        Assert.Equal(["a/c-d", "a/c/d"], await NamesAsync("a/c"));
        Assert.Equal(["a/c/d"], await NamesAsync("a/c/"));
        Assert.Empty(await NamesAsync("a/b/"));
    }

    [StoreFact]
    public async Task List_Prefix_ReportsLengthAndTime()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow.AddSeconds(-5);
        await Store.PutAsync("info/one.json", Bytes("12345"), Json, None);

        ObjectInfo listed = Assert.Single(await Store.ListAsync("info/o", None).ToListAsync());
        ObjectInfo got = (await Store.TryGetInfoAsync("info/one.json", None))!;
        Assert.All([listed, got], info =>
        {
            Assert.Equal("info/one.json", info.Name);
            Assert.Equal(5, info.Length);
            Assert.InRange(info.LastModified, before, DateTimeOffset.UtcNow.AddSeconds(5));
        });
    }

    [StoreTheory]
    [InlineData("t.json", "application/json")]
    [InlineData("t.html", "text/html; charset=utf-8")]
    [InlineData("t.png", "image/png")]
    public async Task ContentType_OfAKnownExtension_IsKept(string name, string contentType)
    {
        await Store.PutAsync(name, Bytes("x"), contentType, None);
        Assert.Equal(contentType, (await Store.TryGetInfoAsync(name, None))!.ContentType);
        await using (ObjectWriter writer = await Store.CreateWriterAsync("w/" + name, contentType, None))
            await writer.CommitAsync(None);
        Assert.Equal(contentType, (await Store.TryGetInfoAsync("w/" + name, None))!.ContentType);
    }

    [StoreTheory]
    [InlineData("spaces in it.csv")]
    [InlineData("per%cent %2F #hash +plus&and=.csv")]
    [InlineData("ünïcödé/日本語.csv")]
    [InlineData(".hidden")]
    [InlineData("'quotes' (and) [brackets] {braces} ~!@$^,;`")]
    public async Task Names_OddOnes_ComeBackAsTheyAre(string name)
    {
        await Store.PutAsync(name, Bytes(name), Json, None);

        Assert.Equal(name, Text(await Store.TryReadAsync(name, None)));
        Assert.Equal([name], await NamesAsync(""));
        Assert.True(await Store.DeleteAsync(name, None));
    }

    [StoreTheory]
    [InlineData("")]
    [InlineData("../up")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("a\\b")]
    [InlineData("c:file")]
    [InlineData("nul.csv")]
    [InlineData(".seedream/locks/00.lock")]
    public async Task Names_NotAllowed_AreRefusedEverywhere(string name)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.TryCreateAsync(name, Bytes("x"), Json, None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.TryReplaceAsync(name, Bytes("x"), Json, "v", None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.PutAsync(name, Bytes("x"), Json, None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.TryReadAsync(name, None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.OpenReadAsync(name, 0, None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.TryGetInfoAsync(name, None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.CreateWriterAsync(name, Json, None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.DeleteAsync(name, None));
    }

    [StoreFact]
    public async Task Cancelled_BeforeTheCommit_ChangesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await using ObjectWriter writer = await Store.CreateWriterAsync("half.bin", ContentTypes.Unknown, None);
        await writer.Stream.WriteAsync(Filled(5 << 20, 1), None);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await writer.Stream.WriteAsync(Filled(5 << 20, 1), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.CommitAsync(cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync("never", Bytes("x"), Json, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.TryCreateAsync("never", Bytes("x"), Json, cancelled.Token));
        Assert.Empty(await NamesAsync(""));
    }

    [StoreFact]
    public async Task EnsureWritable_OfAFreshStore_Passes()
    {
        await Store.EnsureWritableAsync(None);
        Assert.Empty(await NamesAsync(""));
    }

    protected async Task<string[]> NamesAsync(string prefix) => [.. (await Store.ListAsync(prefix, None).ToListAsync()).Select(found => found.Name)];

    protected static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string? Text(StoredObject? read) => read is null ? null : Encoding.UTF8.GetString(read.Content.Span);

    protected static byte[] Filled(int length, byte value)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, value);
        return bytes;
    }
}
