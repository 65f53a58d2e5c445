namespace KubeSharp.Kubelet.Server.Logs;

/// <summary>Finds the offset at which the last lines of a log file start, reading backwards from its end.</summary>
internal static class LogTail
{
    private const int BlockSize = 16 * 1024;

    /// <param name="lines">How many lines of the file are wanted; 0 gives the end of the file.</param>
    public static long FindStart(FileStream file, long lines)
    {
        var end = file.Length;
        if (lines <= 0)
        {
            return end;
        }

        var buffer = new byte[BlockSize];
        long found = 0;
        var position = end;
        while (position > 0)
        {
            var length = (int)Math.Min(BlockSize, position);
            position -= length;
            var read = RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(0, length), position);
            for (var i = read - 1; i >= 0; i--)
            {
                // The end of the last line is not the start of another.
                if (buffer[i] == (byte)'\n' && position + i != end - 1 && ++found == lines)
                {
                    return position + i + 1;
                }
            }
        }

        return 0;
    }
}
