using KubeSharp.Kubelet.Stats;
using KubeSharp.Kubelet.Stats.Proc;

namespace KubeSharp.Kubelet.Tests.Stats.Proc;

public sealed class ProcFilesTests
{
    [Fact]
    public void Stat_CountsBusyTimeOnce()
    {
        var stat = ProcStat.Parse("cpu  100 20 30 5000 70 6 7 8 90 1\ncpu0 100 20 30 5000 70 6 7 8 90 1\nbtime 1767225600\nprocesses 5\n");

        // user, nice, system, irq, softirq; neither idle nor iowait, nor what another guest took.
        Assert.Equal((100 + 20 + 30 + 6 + 7) * 10_000_000L, stat.BusyNanoSeconds);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), stat.BootTime);
    }

    [Fact]
    public void MemInfo_TakesInactiveFilesOffTheWorkingSet()
    {
        var memory = MemInfo.Parse("MemTotal:       1000 kB\nMemFree:         300 kB\nInactive(file):  200 kB\nAnonPages:       150 kB\nHugePages_Total:       0\n");

        Assert.Equal(700 * 1024, memory.Usage);
        Assert.Equal(500 * 1024, memory.WorkingSet);
        Assert.Equal(500 * 1024, memory.Available);
        Assert.Equal(150 * 1024, memory.Anonymous);
    }

    [Fact]
    public void NetDev_LeavesTheLoopbackOut()
    {
        const string Text =
            "Inter-|   Receive                                                |  Transmit\n" +
            " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n" +
            "    lo:    9999      10    0    0    0     0          0         0     9999      10    0    0    0     0       0          0\n" +
            "  eth0:1234      12    1    0    0     0          0         0     5678      34    2    0    0     0       0          0\n";

        Assert.Equal([new InterfaceStats("eth0", 1234, 1, 5678, 2)], NetDev.Parse(Text));
    }

    [Fact]
    public void DefaultInterface_IsThatOfTheDefaultRoute()
    {
        const string Routes = "Iface\tDestination\tGateway\ncni0\t0000F40A\t00000000\nens3\t00000000\t0100A8C0\n";

        Assert.Equal("ens3", NetDev.DefaultInterface(Routes));
        Assert.Null(NetDev.DefaultInterface("Iface\tDestination\n"));
    }
}
