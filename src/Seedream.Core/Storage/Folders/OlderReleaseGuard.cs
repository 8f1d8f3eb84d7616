using System.Text;

namespace Seedream.Core.Storage.Folders;

/// <summary>
/// Keeps releases away that would not see what was paid for. Release 1 needs a directory <c>.seedream</c> for every write and
/// does not look at any version: a file of that name stops it before it submits anything, at once where it is running. What it
/// was writing at that moment is finished first.
/// </summary>
internal sealed class OlderReleaseGuard(string root)
{
    private const int Stripes = 64;
    private const int Tries = 100;

    /// <summary>What a person finds in the file.</summary>
    public const string Text = "A newer release of Seedream.Functions has brought this folder up to date. Older releases must not use it: "
        + "they would pay again for images that were paid for. Go on with the newer release, or give the older one another data folder.\n";

    private readonly string _path = Path.Combine(root, ObjectName.Reserved);
    private readonly Lock _placing = new();
    private volatile bool _stands;

    /// <summary>To be called before every write; costs something once in a process.</summary>
    public void Place()
    {
        // Whatever is about to be written will find out that the folder is gone.
        if (_stands || !Directory.Exists(root))
            return;
        lock (_placing)
        {
            if (_stands)
                return;
            for (int tries = 1; !TryPlace(); tries++)
            {
                if (tries == Tries)
                    throw new StorageUnusableException($"The folder '{root}' cannot be brought up to date: an older release keeps writing to it. Stop it first.");
            }

            _stands = true;
        }
    }

    private bool TryPlace()
    {
        if (File.Exists(_path))
            return true;
        if (Directory.Exists(_path))
            SetAside();
        try
        {
            // Whole or not there: linked into place, which fails where a running older release has made its directory again.
            string whole = Path.Combine(root, $"{ObjectName.Reserved2}.{Guid.NewGuid():n}.tmp");
            using (FileStream file = new(whole, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(Encoding.UTF8.GetBytes(Text));
                file.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(whole, _path, overwrite: false);
            }
            catch
            {
                File.Delete(whole);
                throw;
            }

            DirectoryFlush.Flush(root);
            return true;
        }
        catch (IOException) when (File.Exists(_path) || Directory.Exists(_path))
        {
            return File.Exists(_path);
        }
    }

    // Under all its locks, so that no older release is between comparing and renaming.
    private void SetAside()
    {
        List<FileLock> held = [];
        try
        {
            string locks = Path.Combine(_path, "locks");
            if (Directory.Exists(locks))
            {
                for (int stripe = 0; stripe < Stripes; stripe++)
                    held.Add(FileLock.Take(Path.Combine(locks, $"{stripe:x2}.lock")));
            }

            string aside = Path.Combine(root, $"{ObjectName.Reserved2}.release1-{Guid.NewGuid():n}");
            Directory.Move(_path, aside);
            Directory.Delete(aside, recursive: true);
        }
        catch (IOException)
        {
            // Somebody else was quicker, or makes it again: the next try sees.
        }
        finally
        {
            foreach (FileLock one in held)
                one.Dispose();
        }
    }
}
