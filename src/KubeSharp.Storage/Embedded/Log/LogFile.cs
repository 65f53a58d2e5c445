using KubeSharp.Storage.Embedded.Sqlite;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Embedded.Log;

/// <summary>Opens the database file, for the one process that may have it, and knows its layout.</summary>
internal sealed class LogFile : IDisposable
{
    private const int ApplicationId = 0x4b534c47; // "KSLG"
    private const int LayoutVersion = 2;

    // Puts end at the quota; deletions and compaction, which lead out of it, have as much more.
    private const int QuotaReserve = 8;

    private static readonly string[] Layout =
    [
        "CREATE TABLE log (id INTEGER PRIMARY KEY, key TEXT NOT NULL, create_revision INTEGER NOT NULL, version INTEGER NOT NULL, lease INTEGER NOT NULL, sum INTEGER, value BLOB)",
        "CREATE TABLE lease (id INTEGER PRIMARY KEY, seconds INTEGER NOT NULL)",
        "CREATE TABLE compaction (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL)",
        "INSERT INTO compaction VALUES (1, 0)",
        "CREATE VIEW history AS SELECT id >> 20 AS revision, key, version = 0 AS deleted, version, length(value) AS bytes FROM log",
        $"PRAGMA application_id = {ApplicationId}",
        $"PRAGMA user_version = {LayoutVersion}",
    ];

    private static readonly string[] AddSums =
    [
        "ALTER TABLE log ADD COLUMN sum INTEGER",
        $"PRAGMA user_version = {LayoutVersion}",
    ];

    private readonly FileStream _lock;

    private LogFile(FileStream @lock, string path) => (_lock, Path) = (@lock, path);

    public string Path { get; }

    public static string DatabasePath(string directory) => System.IO.Path.Combine(directory, "store.db");

    public static LogFile Open(EmbeddedStoreOptions options)
    {
        FileStream? @lock = null;
        try
        {
            Directory.CreateDirectory(options.Directory);
            @lock = new FileStream(System.IO.Path.Combine(options.Directory, "store.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new LogFile(@lock, DatabasePath(options.Directory));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            @lock?.Dispose();
            throw new StoreUnavailableException($"store {options.Directory}: it cannot be opened, or another process has it open: {error.Message}", error);
        }
    }

    /// <summary>The writer's connection; makes the layout in a new file.</summary>
    public SqliteConnection ConnectWriter(long quota)
    {
        CheckWriteAheadLog();
        SqliteConnection connection = SqliteConnection.Open(Path, readOnly: false);
        try
        {
            connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");
            if (connection.QueryText("PRAGMA journal_mode = WAL") != "wal")
            {
                throw new StoreUnavailableException($"store {Path}: the file system does not support SQLite's write-ahead log.");
            }

            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute("PRAGMA journal_size_limit = 8388608");
            connection.Execute("PRAGMA cache_size = -2048");
            EnsureLayout(connection);
            if (quota > 0)
            {
                connection.Execute($"PRAGMA max_page_count = {256 + ((quota + (quota / QuotaReserve)) / connection.QueryNumber("PRAGMA page_size"))}");
            }

            return connection;
        }
        catch (StoreFullException full)
        {
            connection.Dispose();
            throw new StoreFullException($"store {Path}: it cannot be opened, because its disk is full; make room for some megabytes and start again.", full);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteConnection ConnectReader()
    {
        SqliteConnection connection = SqliteConnection.Open(Path, readOnly: true);
        connection.Execute("PRAGMA cache_size = -1024");
        return connection;
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Whether a file is a store's, of this layout or an older one.</summary>
    /// <exception cref="StoreCorruptedException">It is not.</exception>
    public static void CheckLayout(SqliteConnection connection)
    {
        long version = connection.QueryNumber("PRAGMA user_version");
        if (connection.QueryNumber("PRAGMA application_id") != ApplicationId)
        {
            throw new StoreCorruptedException($"store {connection.Path}: this SQLite file is not a KubeSharp store.");
        }

        if (version is < 1 or > LayoutVersion)
        {
            throw new StoreCorruptedException(
                $"store {connection.Path}: its layout is version {version}, this program knows {LayoutVersion}; use the program that wrote it.");
        }
    }

    private static void EnsureLayout(SqliteConnection connection)
    {
        long version = connection.QueryNumber("PRAGMA user_version");
        bool isNew = version == 0 && connection.QueryNumber("PRAGMA application_id") == 0 && connection.QueryNumber("SELECT count(*) FROM sqlite_schema") == 0;
        if (!isNew)
        {
            CheckLayout(connection);
        }

        if (version < LayoutVersion)
        {
            connection.Execute("BEGIN IMMEDIATE");
            foreach (string sql in isNew ? Layout : AddSums)
            {
                connection.Execute(sql);
            }

            connection.Execute("COMMIT");
        }
    }

    /// <summary>
    /// SQLite silently ignores a log whose header it cannot read, and with it all acknowledged writes in it. A torn tail is
    /// different: it was never acknowledged, and SQLite drops it by its checksums.
    /// </summary>
    private void CheckWriteAheadLog()
    {
        var file = new FileInfo(Path + "-wal");
        if (!file.Exists || file.Length < 32)
        {
            return;
        }

        Span<byte> header = stackalloc byte[4];
        using FileStream stream = file.OpenRead();
        stream.ReadExactly(header);
        uint magic = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(header);
        if (magic is not (0x377f0682 or 0x377f0683 or 0))
        {
            throw new StoreCorruptedException($"store {Path}-wal: the write-ahead log is damaged; put a backup in the store's place (kubesharp restore FILE --force), or remove this file to go on without the latest writes.");
        }
    }
}
