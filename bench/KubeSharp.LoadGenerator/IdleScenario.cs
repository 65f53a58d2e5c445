namespace KubeSharp.LoadGenerator;

/// <summary>What the processes cost while nobody asks anything of them.</summary>
internal static class IdleScenario
{
    public static async Task RunAsync(CpuMeter meter, TimeSpan time)
    {
        var before = meter.ReadSeconds();
        await Task.Delay(time);
        var share = (meter.ReadSeconds() - before) / time.TotalSeconds;
        var resident = meter.ReadResidentBytes();
        Console.WriteLine(
            $"idle for {time.TotalSeconds:F0} s: {share:P2} of a core (required {Required.IdleShare:P1}; upstream {Upstream.IdleShare:P1}, {Upstream.IdleShare / share:F1} x), "
            + $"{resident / 1e6:F0} MB resident (upstream {Upstream.IdleBytes / 1e6:F0} MB, {Upstream.IdleBytes / resident:F1} x)");
    }
}
