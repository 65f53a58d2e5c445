using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.ServiceNetwork;
using KubeSharp.Storage;
using KubeSharp.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.ApiServer.Tests.ServiceNetwork;

public sealed class NodePortRecordTests : IAsyncLifetime
{
    private static readonly NodePortRange Range = new(30000, 100);

    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-ports-").FullName;
    private EmbeddedStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _store = EmbeddedStore.Open(
            new EmbeddedStoreOptions { Directory = _directory }, TimeProvider.System, NullLogger<EmbeddedStore>.Instance);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task WhatOneServerTakes_TheOtherDoesNot()
    {
        using var one = new NodePortRecord(_store, Range);
        using var other = new NodePortRecord(_store, Range);
        Assert.Empty(await one.TakeAsync([30001, 30009], Cancel));
        Assert.Equal([30009], await other.TakeAsync([30009, 30010], Cancel));
        Assert.Empty(await other.TakeAsync([30010], Cancel));
        Assert.Equal([30010], await one.TakeAsync([30010], Cancel));
        await other.ReleaseAsync([30009], Cancel);
        Assert.Empty(await one.TakeAsync([30009], Cancel));
    }

    [Fact]
    public async Task Stored_IsUpstreamsBitmap()
    {
        using var record = new NodePortRecord(_store, Range);
        await record.TakeAsync([30000, 30009], Cancel);
        var stored = await _store.RangeAsync(new RangeRequest(KeyRange.Single("/registry/ranges/servicenodeports")), Cancel);
        var allocation = (RangeAllocation)ProtobufCodec.Decode(RangeAllocation.Empty.ApiType, stored.KeyValues[0].Value.Span);
        Assert.Equal("30000-30099", allocation.Range);
        Assert.Equal([0x02, 0x01], allocation.Data.ToArray());
    }

    [Fact]
    public void AnotherRange_KeepsThePortsInBoth()
    {
        var stored = new PortBitmap(Range);
        stored[30001] = true;
        stored[30050] = true;
        Assert.Equal([30050], PortBitmap.Of(stored.ToAllocation(), new NodePortRange(30040, 50)).Ports());
    }

    [Fact]
    public async Task Repair_AddsWhatIsUsed_AndFreesWhatNobodyHasForThreeRounds()
    {
        using var record = new NodePortRecord(_store, Range);
        await record.TakeAsync([30005], Cancel);
        var service = new Service
        {
            Metadata = new ObjectMeta { Namespace = "ns", Name = "a" },
            Spec = new ServiceSpec { Ports = [new ServicePort { NodePort = 30007 }] },
        };
        var repair = new NodePortRepair(record, new FakeObjects().Add(service));
        await repair.RepairAsync(Cancel);
        await repair.RepairAsync(Cancel);
        Assert.True(record.IsTaken(30007));
        Assert.True(record.IsTaken(30005));
        await repair.RepairAsync(Cancel);
        Assert.False(record.IsTaken(30005));
        Assert.True(record.IsTaken(30007));
    }
}
