using System.Text;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Embedded.Sqlite;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Tests.Embedded;

/// <summary>Damage that SQLite does not notice.</summary>
public sealed class ChecksumTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DamagedValue_EndsTheStart_AndSaysWhereAndWhatToDo()
    {
        await WriteAsync("precious");
        byte[] bytes = File.ReadAllBytes(_directory.Database);
        bytes[bytes.AsSpan().IndexOf("precious"u8)] ^= 1;
        File.WriteAllBytes(_directory.Database, bytes);
        StoreCorruptedException error = Assert.Throws<StoreCorruptedException>(() => _directory.Open());
        Assert.Contains(_directory.Database, error.Message, StringComparison.Ordinal);
        Assert.Contains("/registry/a", error.Message, StringComparison.Ordinal);
        Assert.Contains("kubesharp restore", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreFromBeforeChecksums_GetsThem()
    {
        await WriteAsync("old");
        using (SqliteConnection connection = SqliteConnection.Open(_directory.Database, readOnly: false))
        {
            connection.Execute("ALTER TABLE log DROP COLUMN sum");
            connection.Execute("PRAGMA user_version = 1");
        }

        await using (EmbeddedStore store = _directory.Open())
        {
            await store.CommitAsync(new Transaction { Success = [Operation.Put("/registry/b", "new"u8.ToArray())] }, Cancel);
        }

        await using EmbeddedStore again = _directory.Open();
        RangeResult found = await again.RangeAsync(new RangeRequest(KeyRange.All), Cancel);
        Assert.Equal(["old", "new"], found.KeyValues.Select(one => Encoding.UTF8.GetString(one.Value.Span)));
    }

    public void Dispose() => _directory.Dispose();

    private async Task WriteAsync(string value)
    {
        await using EmbeddedStore store = _directory.Open();
        await store.CommitAsync(new Transaction { Success = [Operation.Put("/registry/a", Encoding.UTF8.GetBytes(value))] }, Cancel);
    }
}
