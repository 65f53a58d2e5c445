using System.Security.Cryptography;
using KubeSharp.Storage.Embedded.Log;
using KubeSharp.Storage.Embedded.Sqlite;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Embedded.Backup;

/// <summary>
/// Copies of the embedded store: a SQLite database and, behind it, its SHA-256 (the way etcd's snapshots have theirs).
/// </summary>
public static class StoreBackup
{
    /// <summary>
    /// A restored store goes on far behind the revisions that its clients have seen, with no history: whoever watches or holds a resource version
    /// from before reads everything again, instead of taking new changes for ones that it knows.
    /// </summary>
    private const long RevisionsSkipped = 1_000_000_000;

    /// <summary>Copies a store as it is at one revision. Its server may run, and goes on writing meanwhile.</summary>
    /// <returns>The revision.</returns>
    /// <exception cref="StoreException">There is no store, or it cannot be read.</exception>
    public static async Task<long> SaveAsync(string directory, string file, CancellationToken cancellationToken)
    {
        string database = LogFile.DatabasePath(directory);
        if (!File.Exists(database))
        {
            throw new StoreUnavailableException($"there is no store in {directory}");
        }

        string part = file + ".part";
        try
        {
            File.Delete(part);
            using (SqliteConnection source = SqliteConnection.Open(database, readOnly: true))
            {
                LogFile.CheckLayout(source);
                using SqliteStatement copy = source.Prepare("VACUUM INTO ?1");
                copy.Bind(1, part).Run();
            }

            long revision = Revision(part);
            await AppendSumAsync(part, cancellationToken).ConfigureAwait(false);
            File.Move(part, file, overwrite: true);
            return revision;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"the backup {file} cannot be written: {failure.Message}", failure);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Makes a store of a copy.</summary>
    /// <returns>The revision that the store goes on from.</returns>
    /// <exception cref="StoreCorruptedException">The copy is damaged or is none.</exception>
    /// <exception cref="StoreUnavailableException">A server runs on the store, or there is one already and <paramref name="overwrite"/> is false.</exception>
    public static async Task<long> RestoreAsync(string file, string directory, bool overwrite, CancellationToken cancellationToken)
    {
        string database = LogFile.DatabasePath(directory);
        using LogFile exclusive = LogFile.Open(new EmbeddedStoreOptions { Directory = directory });
        if (File.Exists(database) && !overwrite)
        {
            throw new StoreUnavailableException($"there is a store in {directory} already");
        }

        string part = database + ".part";
        try
        {
            await CopyCheckedAsync(file, part, cancellationToken).ConfigureAwait(false);
            long revision = SkipRevisions(part);
            File.Delete(database + "-wal");
            File.Delete(database + "-shm");
            File.Move(part, database, overwrite: true);
            return revision;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"the backup {file} cannot be restored: {failure.Message}", failure);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task AppendSumAsync(string part, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(part, FileMode.Open, FileAccess.ReadWrite);
        byte[] sum = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(sum, cancellationToken).ConfigureAwait(false);
        stream.Flush(flushToDisk: true);
    }

    private static async Task CopyCheckedAsync(string file, string part, CancellationToken cancellationToken)
    {
        using var source = new FileStream(file, FileMode.Open, FileAccess.Read);
        using var target = new FileStream(part, FileMode.Create, FileAccess.ReadWrite);
        await source.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
        long length = target.Length - SHA256.HashSizeInBytes;
        var sum = new byte[SHA256.HashSizeInBytes];
        if (length > 0)
        {
            target.Position = length;
            await target.ReadExactlyAsync(sum, cancellationToken).ConfigureAwait(false);
            target.SetLength(length);
            target.Position = 0;
        }

        byte[] actual = await SHA256.HashDataAsync(target, cancellationToken).ConfigureAwait(false);
        if (!actual.AsSpan().SequenceEqual(sum))
        {
            throw new StoreCorruptedException($"{file} is damaged or is no backup of a store: its checksum does not match");
        }

        target.Flush(flushToDisk: true);
    }

    private static long SkipRevisions(string part)
    {
        using SqliteConnection connection = SqliteConnection.Open(part, readOnly: false);
        LogFile.CheckLayout(connection);
        connection.Execute($"UPDATE compaction SET revision = {Revision(connection) + RevisionsSkipped}");
        return Revision(connection);
    }

    private static long Revision(string database)
    {
        using SqliteConnection connection = SqliteConnection.Open(database, readOnly: true);
        return Revision(connection);
    }

    private static long Revision(SqliteConnection connection) => Math.Max(
        RowId.RevisionOf(connection.QueryNumber("SELECT max(id) FROM log")), Math.Max(1, connection.QueryNumber("SELECT revision FROM compaction")));
}
