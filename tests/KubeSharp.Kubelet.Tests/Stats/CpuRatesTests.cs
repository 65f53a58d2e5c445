using KubeSharp.Kubelet.Stats;

namespace KubeSharp.Kubelet.Tests.Stats;

public sealed class CpuRatesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CpuRates _rates = new();

    [Fact]
    public void Rate_IsThatOfTheLastInterval()
    {
        Assert.Null(_rates.Add("c", Start, 1_000));
        Assert.Equal(500_000_000, _rates.Add("c", Start.AddSeconds(2), 1_000_001_000));
        Assert.Equal(500_000_000, _rates.Add("c", Start.AddSeconds(2.1), 9_000_000_000));
        Assert.Equal(0, _rates.Add("c", Start.AddSeconds(4), 1_000_001_000));
    }

    [Fact]
    public void CounterThatWentBack_HasNoRate()
    {
        _rates.Add("c", Start, 1_000);
        Assert.Null(_rates.Add("c", Start.AddSeconds(5), 10));
    }

    [Fact]
    public void Forgotten_StartsAnew()
    {
        _rates.Add("c", Start, 1_000);
        _rates.Keep(new HashSet<string>());
        Assert.Null(_rates.Add("c", Start.AddSeconds(5), 2_000));
    }
}
