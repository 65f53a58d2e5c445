using KubeSharp.Storage.Errors;
using SQLitePCL;

namespace KubeSharp.Storage.Embedded.Sqlite;

/// <summary>Turns SQLite's result codes into the store's errors.</summary>
internal static class SqliteError
{
    /// <summary>What a person can do about a damaged file.</summary>
    public const string Remedy = "the file is damaged or is not a KubeSharp store; put a backup in its place (kubesharp restore FILE --force), or remove it to start empty";

    public static StoreException From(int code, string doing, sqlite3? database, string path)
    {
        string detail = database is null ? raw.sqlite3_errstr(code).utf8_to_string() : raw.sqlite3_errmsg(database).utf8_to_string();
        string message = $"store {path}: {doing}: {detail} (SQLite code {code})";
        return (code & 0xff) switch
        {
            raw.SQLITE_FULL => new StoreFullException(message),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new StoreCorruptedException($"{message}: {Remedy}"),
            _ => new StoreUnavailableException(message),
        };
    }
}
