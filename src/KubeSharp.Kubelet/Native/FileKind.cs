namespace KubeSharp.Kubelet.Native;

/// <summary>The type bits of a file's mode.</summary>
internal enum FileKind
{
    Fifo = 0x1000,
    CharDevice = 0x2000,
    Directory = 0x4000,
    BlockDevice = 0x6000,
    Regular = 0x8000,
    Link = 0xA000,
    Socket = 0xC000,
}
