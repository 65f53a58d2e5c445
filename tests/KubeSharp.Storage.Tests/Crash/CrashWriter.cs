using System.Globalization;
using System.Text;
using KubeSharp.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Storage.Tests.Crash;

/// <summary>
/// The child process of the crash test: this test program, started with <see cref="Argument"/>. It writes as fast as it can with several
/// writers at once and prints "opening" and then every acknowledged write as "revision writer counter".
/// </summary>
internal static class CrashWriter
{
    public const string Argument = "crash-writer";
    public const int Writers = 6;

    public static string Left(int writer) => $"/left/{writer}";

    public static string Right(int writer) => $"/right/{writer}";

    /// <summary>A value that shows by itself whether it is whole.</summary>
    public static byte[] Value(int writer, long counter)
    {
        string number = string.Create(CultureInfo.InvariantCulture, $"{writer} {counter} ");
        return Encoding.ASCII.GetBytes(number + new string((char)('a' + (counter % 26)), 600 + (int)(counter % 1400)));
    }

    public static async Task RunAsync(string directory)
    {
        await using Stream output = Console.OpenStandardOutput();
        output.Write("opening\n"u8);
        await using EmbeddedStore store = EmbeddedStore.Open(
            new EmbeddedStoreOptions { Directory = directory, HistoryLimit = 4 << 20 }, TimeProvider.System, NullLogger<EmbeddedStore>.Instance);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(store, writer, output))));
    }

    private static async Task WriteAsync(EmbeddedStore store, int writer, Stream output)
    {
        RangeResult before = await store.RangeAsync(new RangeRequest(KeyRange.Single(Left(writer))));
        long counter = before.KeyValues.Count == 0 ? 0 : long.Parse(Encoding.ASCII.GetString(before.KeyValues[0].Value.Span).Split(' ')[1], CultureInfo.InvariantCulture);
        while (true)
        {
            counter++;
            byte[] value = Value(writer, counter);
            TransactionResult result = await store.CommitAsync(new Transaction
            {
                Success = [Operation.Put(Left(writer), value), Operation.Put(Right(writer), value)],
            });
            byte[] line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{result.Revision} {writer} {counter}\n"));
            lock (output)
            {
                output.Write(line);
            }
        }
    }
}
