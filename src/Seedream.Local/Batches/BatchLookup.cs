using System.Security.Cryptography;
using Seedream.Core.Batches;
using Seedream.Local.CommandLine;

namespace Seedream.Local.Batches;

/// <summary>Finds the batch a person means: by id, the beginning of one, the prompt file, or none where it is clear.</summary>
internal static class BatchLookup
{
    private const int MostNamed = 10;

    public static async Task<BatchRecord> FindAsync(BatchStore batches, string? text, string folder, CancellationToken cancellationToken)
    {
        if (text is not null && await batches.FindAsync(text, cancellationToken) is { } exact)
            return exact;
        List<BatchRecord> all = await batches.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        if (all.Count == 0)
            throw NotFound($"there is no batch in '{folder}' yet; seedream run <file> makes one");
        if (text is null)
            return Current(all);
        return await ByFileAsync(all, text, cancellationToken)
            ?? ByPrefix(all, text)
            ?? throw NotFound($"there is no batch '{text}' in '{folder}'; seedream list shows what there is");
    }

    // What is under way, else what was last begun.
    private static BatchRecord Current(List<BatchRecord> all)
    {
        BatchRecord[] running = [.. all.Where(batch => batch is { StartedAt: not null, CompletedAt: null })];
        if (running.Length > 1)
            throw NotFound($"several batches have not ended; name one of them:\n{Named(running)}");
        return running.Length == 1 ? running[0] : all.MaxBy(batch => batch.StartedAt ?? batch.CreatedAt)!;
    }

    private static async Task<BatchRecord?> ByFileAsync(List<BatchRecord> all, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return all.Where(batch => batch.File == Path.GetFileName(path)).MaxBy(batch => batch.CreatedAt);
        await using FileStream content = File.OpenRead(path);
        string hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        return all.Where(batch => batch.ContentSha256 == hash).MaxBy(batch => batch.CreatedAt);
    }

    private static BatchRecord? ByPrefix(List<BatchRecord> all, string prefix)
    {
        BatchRecord[] found = [.. all.Where(batch => batch.Id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))];
        return found.Length > 1 ? throw NotFound($"several batches begin with '{prefix}':\n{Named(found)}") : found.FirstOrDefault();
    }

    private static string Named(BatchRecord[] batches) => string.Join('\n', batches.Select(batch => batch.Id).Take(MostNamed));

    private static CommandFailedException NotFound(string message) => new(ExitCode.Usage, message);
}
