using System.Runtime.InteropServices;

namespace KubeSharp.Kubelet.Native;

/// <summary>What the kernel says about a file.</summary>
internal readonly record struct FileStatus(FileKind Kind, UnixFileMode Permissions, uint Uid, uint Gid, ulong Inode, ulong Device, long Size)
{
    private const int NoEntry = 2;
    private const int NotDirectory = 20;

    /// <returns>Null where there is no such file.</returns>
    public static FileStatus? Of(string path, bool followLinks = true)
    {
        var buffer = default(StatxBuffer);
        if (LibC.Statx(LibC.AtFdCwd, path, followLinks ? 0 : LibC.AtSymlinkNoFollow, LibC.StatxBasicStats, ref buffer) == 0)
        {
            return new FileStatus(
                (FileKind)(buffer.Mode & 0xF000),
                (UnixFileMode)(buffer.Mode & 0xFFF),
                buffer.Uid,
                buffer.Gid,
                buffer.Inode,
                ((ulong)buffer.DeviceMajor << 32) | buffer.DeviceMinor,
                (long)buffer.Size);
        }

        return Marshal.GetLastPInvokeError() is NoEntry or NotDirectory ? null : throw LibC.Failure($"stat {path}");
    }
}
