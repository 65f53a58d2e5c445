using System.Runtime.InteropServices;

namespace KubeSharp.Fuzz.Testing;

/// <summary>How long the processor has worked for this thread: what something costs, however busy the machine is.</summary>
internal static partial class ThreadTime
{
    private const int ThreadClock = 3;

    public static TimeSpan Now => GetTime(ThreadClock, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
        : throw new InvalidOperationException("the thread has no clock");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
