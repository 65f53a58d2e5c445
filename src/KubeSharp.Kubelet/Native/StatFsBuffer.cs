using System.Runtime.InteropServices;

namespace KubeSharp.Kubelet.Native;

/// <summary>struct statfs of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal struct StatFsBuffer
{
    [FieldOffset(0)]
    public long Type;

    [FieldOffset(8)]
    public long BlockSize;

    [FieldOffset(16)]
    public ulong Blocks;

    [FieldOffset(24)]
    public ulong BlocksFree;

    [FieldOffset(32)]
    public ulong BlocksAvailable;

    [FieldOffset(40)]
    public ulong Files;

    [FieldOffset(48)]
    public ulong FilesFree;
}
