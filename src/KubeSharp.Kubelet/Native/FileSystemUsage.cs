namespace KubeSharp.Kubelet.Native;

/// <summary>Space and inodes of the file system that a path is on.</summary>
/// <param name="AvailableBytes">What an unprivileged process may still write.</param>
internal readonly record struct FileSystemUsage(long CapacityBytes, long AvailableBytes, long Inodes, long InodesFree)
{
    public long UsedBytes => CapacityBytes - AvailableBytes;

    public long InodesUsed => Inodes - InodesFree;

    /// <returns>Null where the path does not exist.</returns>
    public static FileSystemUsage? Of(string path)
    {
        var buffer = default(StatFsBuffer);
        if (LibC.StatFs(path, ref buffer) != 0)
        {
            return null;
        }

        return new FileSystemUsage(
            (long)buffer.Blocks * buffer.BlockSize, (long)buffer.BlocksAvailable * buffer.BlockSize, (long)buffer.Files, (long)buffer.FilesFree);
    }
}
