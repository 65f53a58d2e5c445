namespace KubeSharp.LoadGenerator;

/// <summary>What the processes cost while nobody asks anything of them.</summary>
internal static class IdleScenario
{
    public static async Task RunAsync(CpuMeter meter, TimeSpan time)
    {
        var before = meter.ReadSeconds();
        await Task.Delay(time);
        var share = (meter.ReadSeconds() - before) / time.TotalSeconds;
        Console.WriteLine($"idle for {time.TotalSeconds:F0} s: {share:P2} of a core, {meter.ReadResidentBytes() / 1e6:F0} MB resident");
    }
}
