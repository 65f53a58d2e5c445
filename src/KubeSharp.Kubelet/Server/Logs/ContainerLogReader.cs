using System.IO.Pipelines;
using KubeSharp.Kubelet.Native;

namespace KubeSharp.Kubelet.Server.Logs;

/// <summary>
/// Copies a container's CRI log file to a client.
/// <list type="number">
/// <item>Start at the beginning, or where the wanted last lines start.</item>
/// <item>Write line by line; a line without its end is kept until the rest arrives.</item>
/// <item>At the end of the file: stop, or when following, wait for a change. A file that was rotated away is read to its end
/// before the new one at the same path is opened.</item>
/// <item>When the container has ended, read what is left and stop.</item>
/// </list>
/// </summary>
internal sealed class ContainerLogReader(TimeProvider time)
{
    private const int BufferSize = 32 * 1024;

    /// <param name="isRunning">Asked at the end of the file while following: whether more may come.</param>
    /// <exception cref="FileNotFoundException">There is no log file.</exception>
    public async Task CopyAsync(
        string path,
        ContainerLogOptions options,
        PipeWriter output,
        Func<CancellationToken, ValueTask<bool>> isRunning,
        CancellationToken cancellationToken)
    {
        using var changes = options.Follow ? new LogChanges(path, time) : null;
        var sink = new LogSink(output, options);
        var file = Open(path);
        try
        {
            // (1)
            if (options.TailLines is { } tail)
            {
                file.Position = LogTail.FindStart(file, tail);
            }

            var lines = new LogLines(BufferSize);
            var last = false;
            while (true)
            {
                // (2)
                if (!await DrainAsync(file, lines, sink, cancellationToken) || changes is null || last)
                {
                    return;
                }

                // (3)
                if (ReplacedBy(file, path) is { } next)
                {
                    if (!await DrainAsync(file, lines, sink, cancellationToken))
                    {
                        await next.DisposeAsync();
                        return;
                    }

                    await file.DisposeAsync();
                    file = next;
                    lines.Reset();
                    continue;
                }

                // (4)
                last = !await isRunning(cancellationToken);
                if (!last)
                {
                    await changes.WaitAsync(cancellationToken);
                }
            }
        }
        finally
        {
            await file.DisposeAsync();
        }
    }

    /// <returns>False when nothing more is to be written: the limit is reached or the client is gone.</returns>
    private static async Task<bool> DrainAsync(FileStream file, LogLines lines, LogSink sink, CancellationToken cancellationToken)
    {
        while (await lines.FillAsync(file, cancellationToken))
        {
            while (lines.TryTake(out var line))
            {
                sink.Write(line);
                if (sink.IsFull)
                {
                    await sink.FlushAsync(cancellationToken);
                    return false;
                }
            }

            if (sink.ShouldFlush && !await sink.FlushAsync(cancellationToken))
            {
                return false;
            }
        }

        return await sink.FlushAsync(cancellationToken);
    }

    private static FileStream? ReplacedBy(FileStream file, string path)
    {
        FileStream next;
        try
        {
            next = Open(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        // Between a rotation's rename and the runtime's reopen there is no file; after it, one of another inode.
        if (Inode(next) != Inode(file))
        {
            return next;
        }

        next.Dispose();
        return null;
    }

    private static ulong? Inode(FileStream file) => FileStatus.Of($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}")?.Inode;

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
}
