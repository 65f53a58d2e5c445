using System.Text;
using KubeSharp.ApiServer.Http.Watches;
using Prometheus;

namespace KubeSharp.ApiServer.Tests.Http.Watches;

public sealed class EventSizesTests
{
    [Fact]
    public async Task Sizes_ComeOutInTheBucketsAHistogramWouldHavePutThemIn()
    {
        long[] sizes = [1, 500, 1024, 1025, 2048, 5000, 131_072, 131_073, 1_000_000];
        var (one, other) = (Metrics.NewCustomRegistry(), Metrics.NewCustomRegistry());
        var counts = new EventSizes();
        foreach (var size in sizes)
        {
            counts.Add(size);
            Make(other).Observe(size);
        }

        Assert.Equal(sizes.Length, counts.MoveTo(Make(one)));
        Assert.Equal(0, counts.MoveTo(Make(one)));
        Assert.Equal(await TextAsync(other), await TextAsync(one));
    }

    private static Histogram Make(CollectorRegistry registry) => Metrics.WithCustomRegistry(registry).CreateHistogram(
        "sizes", "", new HistogramConfiguration { Buckets = EventSizes.Bounds });

    private static async Task<string> TextAsync(CollectorRegistry registry)
    {
        using var text = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
