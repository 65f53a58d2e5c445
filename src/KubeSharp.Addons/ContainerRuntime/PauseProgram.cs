using System.Buffers.Binary;

namespace KubeSharp.Addons.ContainerRuntime;

/// <summary>
/// The program of the pause container: a static ELF executable for x86-64 of a few hundred bytes, assembled here so that
/// the product needs no compiler and no registry for it. It holds the pod's namespaces open, reaps orphans as their init, and
/// leaves on SIGINT or SIGTERM.
/// </summary>
internal static class PauseProgram
{
    private const ulong LoadAddress = 0x400000;
    private const int FileHeaderSize = 64;
    private const int ProgramHeaderSize = 56;

    private static ReadOnlySpan<byte> Code =>
    [
        // rt_sigprocmask(SIG_BLOCK, all, NULL, 8): init must not lose a signal between two waits
        0xb8, 0x0e, 0, 0, 0, 0x31, 0xff, 0x48, 0x8d, 0x35, 0x51, 0, 0, 0, 0x31, 0xd2, 0x41, 0xba, 0x08, 0, 0, 0, 0x0f, 0x05,

        // next: rt_sigtimedwait(all, NULL, NULL, 8)
        0xb8, 0x80, 0, 0, 0, 0x48, 0x8d, 0x3d, 0x3b, 0, 0, 0, 0x31, 0xf6, 0x31, 0xd2, 0x41, 0xba, 0x08, 0, 0, 0, 0x0f, 0x05,

        // SIGTERM or SIGINT: goto leave
        0x83, 0xf8, 0x0f, 0x74, 0x21, 0x83, 0xf8, 0x02, 0x74, 0x1c,

        // reap: while (wait4(-1, NULL, WNOHANG, NULL) > 0); goto next
        0xb8, 0x3d, 0, 0, 0, 0xbf, 0xff, 0xff, 0xff, 0xff, 0x31, 0xf6, 0xba, 0x01, 0, 0, 0, 0x45, 0x31, 0xd2, 0x0f, 0x05,
        0x85, 0xc0, 0x7f, 0xe6, 0xeb, 0xc2,

        // leave: exit_group(0)
        0xb8, 0xe7, 0, 0, 0, 0x31, 0xff, 0x0f, 0x05,

        // all: the signal set
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    ];

    public static byte[] Build()
    {
        const int codeOffset = FileHeaderSize + ProgramHeaderSize;
        var size = codeOffset + Code.Length;
        var file = new byte[size];
        var header = file.AsSpan();
        ReadOnlySpan<byte> identification = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identification.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], 2); // executable
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], 62); // x86-64
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], LoadAddress + codeOffset); // entry point
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], FileHeaderSize); // program headers
        BinaryPrimitives.WriteUInt16LittleEndian(header[52..], FileHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[54..], ProgramHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[56..], 1);

        var segment = header[FileHeaderSize..];
        BinaryPrimitives.WriteUInt32LittleEndian(segment, 1); // PT_LOAD
        BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], 5); // read, execute
        BinaryPrimitives.WriteUInt64LittleEndian(segment[16..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[24..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[32..], (ulong)size);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[40..], (ulong)size);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[48..], 0x1000);

        Code.CopyTo(header[codeOffset..]);
        return file;
    }
}
