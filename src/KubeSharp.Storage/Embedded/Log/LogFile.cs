using KubeSharp.Storage.Embedded.Sqlite;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Embedded.Log;

/// <summary>Opens the database file, for the one process that may have it, and knows its layout.</summary>
internal sealed class LogFile : IDisposable
{
    private const int ApplicationId = 0x4b534c47; // "KSLG"
    private const int LayoutVersion = 1;

    private static readonly string[] Layout =
    [
        "CREATE TABLE log (id INTEGER PRIMARY KEY, key TEXT NOT NULL, create_revision INTEGER NOT NULL, version INTEGER NOT NULL, lease INTEGER NOT NULL, value BLOB)",
        "CREATE TABLE lease (id INTEGER PRIMARY KEY, seconds INTEGER NOT NULL)",
        "CREATE TABLE compaction (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL)",
        "INSERT INTO compaction VALUES (1, 0)",
        "CREATE VIEW history AS SELECT id >> 20 AS revision, key, version = 0 AS deleted, version, length(value) AS bytes FROM log",
        $"PRAGMA application_id = {ApplicationId}",
        $"PRAGMA user_version = {LayoutVersion}",
    ];

    private readonly FileStream _lock;

    private LogFile(FileStream @lock, string path) => (_lock, Path) = (@lock, path);

    public string Path { get; }

    public static LogFile Open(EmbeddedStoreOptions options)
    {
        FileStream? @lock = null;
        try
        {
            Directory.CreateDirectory(options.Directory);
            @lock = new FileStream(System.IO.Path.Combine(options.Directory, "store.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new LogFile(@lock, System.IO.Path.Combine(options.Directory, "store.db"));
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
            CheckLayout(connection);
            if (quota > 0)
            {
                connection.Execute($"PRAGMA max_page_count = {Math.Max(16, quota / connection.QueryNumber("PRAGMA page_size"))}");
            }

            return connection;
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

    private void CheckLayout(SqliteConnection connection)
    {
        long application = connection.QueryNumber("PRAGMA application_id");
        long version = connection.QueryNumber("PRAGMA user_version");
        if (application == 0 && version == 0 && connection.QueryNumber("SELECT count(*) FROM sqlite_schema") == 0)
        {
            connection.Execute("BEGIN IMMEDIATE");
            foreach (string sql in Layout)
            {
                connection.Execute(sql);
            }

            connection.Execute("COMMIT");
        }
        else if (application != ApplicationId)
        {
            throw new StoreCorruptedException($"store {Path}: this SQLite file is not a KubeSharp store.");
        }
        else if (version != LayoutVersion)
        {
            throw new StoreCorruptedException($"store {Path}: its layout is version {version}, this program knows {LayoutVersion}; use the program that wrote it.");
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
            throw new StoreCorruptedException($"store {Path}-wal: the write-ahead log is damaged; restore the store from a backup, or remove this file to go on without the latest writes.");
        }
    }
}
