using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Apply;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Tests.Apply;

public sealed class FieldManagersTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly FieldManagers _managers = new(new FieldVersions(new ResourceEndpoints([])));
    private DateTimeOffset _now = Start;

    [Fact]
    public void ApplyRecordsWhatItSays()
    {
        var map = Apply<ConfigMap>(null, "a", """{"metadata":{"name":"c","labels":{"x":"1"}},"data":{"k":"v"}}""");

        Assert.Equal("v", map.Data["k"]);
        var entry = Assert.Single(map.Metadata.ManagedFields);
        Assert.Equal(("a", "Apply", "v1"), (entry.Manager, entry.Operation, entry.APIVersion));
        Assert.Equal("""{"f:data":{"f:k":{}},"f:metadata":{"f:labels":{"f:x":{}}}}""", entry.FieldsV1.ToString());
    }

    [Fact]
    public void ApplyingTheSameAgainChangesNothing()
    {
        var first = Apply<ConfigMap>(null, "a", """{"metadata":{"name":"c"},"data":{"k":"v"}}""");
        _now += TimeSpan.FromMinutes(1);

        Assert.Equal(first, Apply(first, "a", """{"metadata":{"name":"c"},"data":{"k":"v"}}"""));
    }

    [Fact]
    public void WhatIsNoLongerAppliedGoes_UnlessSomebodyElseOwnsIt()
    {
        var map = Apply<ConfigMap>(null, "a", """{"metadata":{"name":"c"},"data":{"shared":"1","own":"2"}}""");
        map = Apply(map, "b", """{"metadata":{"name":"c"},"data":{"shared":"1"}}""");
        map = Apply(map, "a", """{"metadata":{"name":"c"},"data":{"new":"3"}}""");

        Assert.Equal(["new", "shared"], map.Data.Keys);
    }

    [Fact]
    public void ConflictsNameTheOwnerAndTheField()
    {
        var deployment = Apply<Deployment>(null, "a", """{"metadata":{"name":"d"},"spec":{"replicas":1}}""");

        var failure = Assert.Throws<ApiException>(() => Apply(deployment, "b", """{"metadata":{"name":"d"},"spec":{"replicas":2}}"""));
        Assert.Equal(409, failure.Status.Code);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"a\": .spec.replicas", failure.Status.Message);
        var cause = Assert.Single(failure.Status.Details!.Causes);
        Assert.Equal(("FieldManagerConflict", ".spec.replicas"), (cause.Type, cause.Field));
    }

    [Fact]
    public void ForceTakesTheFieldOver()
    {
        var deployment = Apply<Deployment>(null, "a", """{"metadata":{"name":"d"},"spec":{"replicas":1}}""");
        deployment = Apply(deployment, "b", """{"metadata":{"name":"d"},"spec":{"replicas":2}}""", force: true);

        Assert.Equal(2, deployment.Spec.Replicas);
        Assert.Equal("b", Assert.Single(deployment.Metadata.ManagedFields).Manager);
    }

    [Fact]
    public void ListItemsAreMergedByTheirKeys()
    {
        var pod = Apply<Pod>(null, "a", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"one","image":"i:1"},{"name":"two","image":"i:1"}]}}""");
        pod = Apply(pod, "b", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"two","workingDir":"/w"}]}}""");

        Assert.Equal(["one", "two"], pod.Spec.Containers.Select(container => container.Name));
        Assert.Equal(("i:1", "/w"), (pod.Spec.Containers[1].Image, pod.Spec.Containers[1].WorkingDir));
        pod = Apply(pod, "a", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"one","image":"i:1"}]}}""");
        Assert.Equal(("two", "/w", ""), (pod.Spec.Containers[1].Name, pod.Spec.Containers[1].WorkingDir, pod.Spec.Containers[1].Image));
    }

    [Fact]
    public void AKeyThatIsLeftOutHasItsDefault()
    {
        var pod = Apply<Pod>(null, "a", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"one","ports":[{"containerPort":80}]}]}}""");

        Assert.Contains("""k:{\"containerPort\":80,\"protocol\":\"TCP\"}""", pod.Metadata.ManagedFields[0].FieldsV1.ToString());
    }

    [Fact]
    public void UpdatesOwnWhatTheyChange_AndTakeItFromOthers()
    {
        var map = Apply<ConfigMap>(null, "a", """{"metadata":{"name":"c"},"data":{"k":"v","l":"w"}}""");
        map = Update(map, map with { Data = map.Data.Set("k", "changed") }, "editor");

        Assert.Equal(["a", "editor"], map.Metadata.ManagedFields.Select(entry => entry.Manager));
        Assert.Equal("""{"f:data":{"f:l":{}}}""", map.Metadata.ManagedFields[0].FieldsV1.ToString());
        Assert.Equal("""{"f:data":{"f:k":{}}}""", map.Metadata.ManagedFields[1].FieldsV1.ToString());
        var conflict = Assert.Throws<ApiException>(() => Apply(map, "a", """{"metadata":{"name":"c"},"data":{"k":"v"}}"""));
        Assert.Contains("conflict with \"editor\" using v1: .data.k", conflict.Status.Message);
    }

    [Fact]
    public void ACreateOwnsEverythingItSets()
    {
        var map = Update(null, new ConfigMap { Metadata = new ObjectMeta { Name = "c", UID = "u" }, Data = ApiMap<string>.From([new("k", "v")]) }, "kubectl-create");

        var entry = Assert.Single(map.Metadata.ManagedFields);
        Assert.Equal("Update", entry.Operation);
        Assert.Equal("""{"f:data":{".":{},"f:k":{}}}""", entry.FieldsV1.ToString());
    }

    [Fact]
    public void AnUnchangedObjectKeepsItsEntries()
    {
        var map = Update(null, new ConfigMap { Data = ApiMap<string>.From([new("k", "v")]) }, "x");
        _now += TimeSpan.FromHours(1);

        Assert.Equal(map, Update(map, map with { Metadata = map.Metadata with { ManagedFields = default } }, "y"));
    }

    [Fact]
    public void FieldsOfBeforeTheFirstApplyHaveAnOwner()
    {
        var old = new ConfigMap { Metadata = new ObjectMeta { Name = "c" }, Data = ApiMap<string>.From([new("k", "v")]) };

        var map = Apply(old, "a", """{"metadata":{"name":"c"},"data":{"l":"w"}}""");
        Assert.Equal(["a", "before-first-apply"], map.Metadata.ManagedFields.Select(entry => entry.Manager).Order());
    }

    [Fact]
    public void OneEmptyEntryMakesEverybodyForget()
    {
        var map = Update(null, new ConfigMap { Data = ApiMap<string>.From([new("k", "v")]) }, "x");

        Assert.Empty(Update(map, map with { Metadata = map.Metadata with { ManagedFields = [ManagedFieldsEntry.Empty] } }, "x").Metadata.ManagedFields);
    }

    [Fact]
    public void AnEntryThatCannotBeRead_MakesNobodyForget()
    {
        var map = Update(null, new ConfigMap { Data = ApiMap<string>.From([new("k", "v")]) }, "x");
        var broken = map.Metadata.ManagedFields[0] with { FieldsV1 = new RawJson("""{"x":{}}"""u8.ToArray()) };

        var next = Update(map, map with { Data = map.Data.Set("k", "w"), Metadata = map.Metadata with { ManagedFields = [broken] } }, "y");
        Assert.Equal(["x", "y"], next.Metadata.ManagedFields.Select(entry => entry.Manager));
    }

    [Fact]
    public void OnlyWhoWritesGetsANewTime()
    {
        var map = Apply<ConfigMap>(null, "a", """{"metadata":{"name":"c"},"data":{"k":"v","l":"w"}}""");
        _now += TimeSpan.FromMinutes(1);
        map = Update(map, map with { Data = map.Data.Set("k", "changed") }, "editor");
        Assert.Equal([Start, _now], map.Metadata.ManagedFields.Select(entry => entry.Time!.Value.Value));

        _now += TimeSpan.FromMinutes(1);
        map = Apply(map, "a", """{"metadata":{"name":"c"},"data":{"l":"other"}}""");
        Assert.Equal(_now, map.Metadata.ManagedFields[0].Time!.Value.Value);
    }

    [Fact]
    public void ManyUpdatersBecomeOne_InTheOrderOfTheirTimes()
    {
        var map = new ConfigMap { Metadata = new ObjectMeta { UID = "u" } };
        map = Update(null, map with { Data = ApiMap<string>.From([new("0", "v")]) }, "m0");
        for (var i = 1; i <= 11; i++)
        {
            _now += TimeSpan.FromSeconds(1);
            map = Update(map, map with { Data = map.Data.Set(i.ToString(System.Globalization.CultureInfo.InvariantCulture), "v") }, "m" + i);
        }

        Assert.Equal(["ancient-changes", .. Enumerable.Range(3, 9).Select(i => "m" + i)], map.Metadata.ManagedFields.Select(entry => entry.Manager));
        Assert.Equal("""{"f:data":{".":{},"f:0":{},"f:1":{},"f:2":{}}}""", map.Metadata.ManagedFields[0].FieldsV1.ToString());
    }

    [Fact]
    public void ManagersOfAVersionThatIsNotServed_AreForgotten()
    {
        var map = Update(null, new ConfigMap { Data = ApiMap<string>.From([new("k", "v")]) }, "x");
        map = map with { Metadata = map.Metadata with { ManagedFields = [map.Metadata.ManagedFields[0] with { APIVersion = "v0" }] } };

        Assert.Equal(["y"], Update(map, map with { Data = map.Data.Set("l", "w") }, "y").Metadata.ManagedFields.Select(entry => entry.Manager));
    }

    [Fact]
    public void AConfigurationOfAnotherKindIsRefused() =>
        Assert.Equal(400, Assert.Throws<ApiException>(() => Done(_managers.ApplyAsync(Request(null, "a", """{"apiVersion":"v1","kind":"Secret"}""", ApiTypes.Of<ConfigMap>(), false), default))).Status.Code);

    private T Apply<T>(T? current, string manager, string json, bool force = false)
        where T : ApiObject, IApiKind<T>
    {
        var typed = $$"""{"apiVersion":"{{T.Type.ApiVersion}}","kind":"{{T.Type.Kind}}",{{json[1..]}}""";
        return (T)Done(_managers.ApplyAsync(Request(current, manager, typed, T.Type, force), default));
    }

    private T Update<T>(T? live, T value, string manager)
        where T : ApiObject, IApiKind<T> =>
        (T)Done(_managers.UpdateAsync(Context(manager), Endpoint(ApiResources.Of<T>()), live, value, default));

    private static ResourceEndpoint Endpoint(ApiResource resource) =>
        new() { Resource = resource, Type = resource.Type!, Strategy = new GenericStrategy(resource) };

    /// <summary>Nothing is waited for where all managers have written in one version.</summary>
    private static ApiObject Done(ValueTask<ApiObject> task)
    {
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    private ApplyRequest Request(ApiObject? current, string manager, string json, ApiType type, bool force) => new()
    {
        Context = Context(manager),
        Resource = ApiResources.All.First(resource => resource.Type == type),
        Current = current,
        Configuration = Encoding.UTF8.GetBytes(json),
        Force = force,
    };

    private RequestContext Context(string manager) => new()
    {
        Info = new RequestInfo { Path = "", Verb = "patch", IsResourceRequest = true },
        User = new UserInfo { Name = "somebody" },
        ReceivedAt = _now,
        FieldManager = manager,
    };
}
