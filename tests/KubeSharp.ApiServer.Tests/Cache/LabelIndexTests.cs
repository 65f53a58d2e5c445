using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Tests.Cache;

/// <summary>Lists by a label that is often asked for find the same as a look at every entry.</summary>
public sealed class LabelIndexTests
{
    private const int Objects = 160;
    private const int Apps = 8;

    [Fact]
    public async Task Narrow_OfALabelInDemand_LeavesOnlyItsEntries()
    {
        await using CacheFixture fixture = await StartAsync();
        Assert.Equal(Objects, (await NarrowAsync(fixture, "app=app3")).Count);
        await DemandAsync(fixture);
        Assert.Equal(Expected(await fixture.ListAsync(), "app3"), Show.List(await NarrowAsync(fixture, "app=app3")));
        Assert.Equal(Expected(await fixture.ListAsync("ns1"), "app3"), Show.List(await NarrowAsync(fixture, "app in (app3)", "ns1")));
        Assert.Empty(Show.List(await NarrowAsync(fixture, "app=none")));
    }

    [Fact]
    public async Task Narrow_BySelectorsThatOthersMatchToo_LeavesEverything()
    {
        await using CacheFixture fixture = await StartAsync();
        await DemandAsync(fixture);
        foreach (string selector in (string[])["app!=app3", "app", "!app", "app in (app3,app4)", "other=app3"])
        {
            Assert.Equal(Objects, (await NarrowAsync(fixture, selector)).Count);
        }
    }

    [Fact]
    public async Task Narrow_AfterChanges_FollowsThem()
    {
        await using CacheFixture fixture = await StartAsync();
        await DemandAsync(fixture);
        ListSnapshot before = await NarrowAsync(fixture, "app=app3");
        List<string> shown = Show.List(before);
        await fixture.UpdateAsync(fixture.Store.Find("ns1", "o003")!, "updated", "app3");
        await fixture.UpdateAsync(fixture.Store.Find("ns1", "o011")!, "moved", "app4");
        await fixture.UpdateAsync(fixture.Store.Find("ns0", "o004")!, "joined", "app3");
        await fixture.DeleteAsync(fixture.Store.Find("ns1", "o019")!);
        await fixture.CreateAsync("ns0", "new", "created", "app3");
        await fixture.CreateAsync("ns0", "alone", "created", "own");
        foreach (string app in (string[])["app3", "app4", "own"])
        {
            Assert.Equal(Expected(await fixture.ListAsync(), app), Show.List(await NarrowAsync(fixture, $"app={app}")));
        }

        Assert.Equal(shown, Show.List(before));
    }

    [Fact]
    public async Task Index_ThatNobodyAsksFor_Goes()
    {
        await using CacheFixture fixture = await StartAsync();
        await DemandAsync(fixture);
        fixture.Store.Tick();
        await NarrowAsync(fixture, "app=app3");
        fixture.Store.Tick();
        Assert.True((await NarrowAsync(fixture, "app=app3")).Count < Objects);
        fixture.Store.Tick();
        fixture.Store.Tick();
        Assert.Equal(Objects, (await NarrowAsync(fixture, "app=app3")).Count);
    }

    [Fact]
    public async Task LabelWithHardlyMoreEntriesThanValues_GetsNoIndex()
    {
        await using CacheFixture fixture = await StartAsync(apps: Objects / 2);
        await DemandAsync(fixture);
        Assert.Equal(Objects, (await NarrowAsync(fixture, "app=app3")).Count);
    }

    private static async Task<CacheFixture> StartAsync(int apps = Apps)
    {
        CacheFixture fixture = await CacheFixture.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, Objects).Select(i => fixture.CreateAsync($"ns{i % 2}", $"o{i:D3}", $"{i}", $"app{i % apps}")));
        return fixture;
    }

    private static async Task DemandAsync(CacheFixture fixture)
    {
        for (int i = 0; i < 3; i++)
        {
            await NarrowAsync(fixture, "app=app0");
        }
    }

    private static async Task<ListSnapshot> NarrowAsync(CacheFixture fixture, string selector, string ns = "") =>
        fixture.Store.Narrow(await fixture.ListAsync(ns), LabelSelectorParser.Parse(selector));

    private static List<string> Expected(ListSnapshot all, string app)
    {
        var expected = new List<string>();
        foreach (Entry entry in all)
        {
            if (entry.Labels["app"] == app)
            {
                expected.Add(Show.Entry(entry));
            }
        }

        return expected;
    }
}
