using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Storage.V1;

namespace KubeSharp.Scheduler.Tests;

public sealed class VolumeSchedulingTests
{
    private const string NotHelpful = " preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.";
    private readonly SchedulingScenario _scenario = new();

    public VolumeSchedulingTests()
    {
        _scenario.Node("a").Node("b");
        Class("local", "example.org/local");
        Class("static", "kubernetes.io/no-provisioner");
    }

    [Fact]
    public void AMissingClaimIsNamed_AndWaitedFor()
    {
        _scenario.Pod("p", spec: Using("c"));
        Assert.Equal("0/2 nodes are available: persistentvolumeclaim \"c\" not found." + NotHelpful, _scenario.Run().WhyNot("p"));

        Claim("c", "local");
        _scenario.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(_scenario.Run().NodeOf("p"));
    }

    [Fact]
    public void AnUnboundImmediateClaimHoldsThePod()
    {
        Claim("c", "");
        _scenario.Pod("p", spec: Using("c"));

        Assert.Equal("0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims." + NotHelpful, _scenario.Run().WhyNot("p"));
    }

    [Fact]
    public void ThePodGoesWhereItsVolumeIs()
    {
        Volume("v", "static", "b");
        Claim("c", "static", volume: "v");
        _scenario.Pod("p", spec: Using("c"));
        _scenario.Run();

        Assert.Equal("b", _scenario.NodeOf("p"));
        Assert.Null(_scenario.LastVolumes);
    }

    [Fact]
    public void AVolumeOutOfReachIsAReason()
    {
        Volume("v", "static", "elsewhere");
        Claim("c", "static", volume: "v");
        _scenario.Pod("p", spec: Using("c"));

        Assert.Equal("0/2 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity." + NotHelpful, _scenario.Run().WhyNot("p"));
    }

    [Fact]
    public void AProvisionerIsToldTheNode()
    {
        Claim("c", "local");
        _scenario.Pod("p", spec: Using("c"));
        _scenario.Run();

        Assert.Equal(_scenario.NodeOf("p"), _scenario.LastVolumes!.NodeName);
        Assert.Equal("c", Assert.Single(_scenario.LastVolumes.Dynamic).Metadata.Name);
    }

    [Fact]
    public void AnExistingVolumeIsGivenOnce()
    {
        Volume("v", "static", "b");
        Claim("c", "static");
        Claim("d", "static");
        _scenario.Pod("p", spec: Using("c"));
        _scenario.Run();
        Assert.Equal("v", Assert.Single(_scenario.LastVolumes!.Static).Volume.Metadata.Name);

        _scenario.Pod("q", spec: Using("d"));
        Assert.Equal("0/2 nodes are available: 2 node(s) didn't find available persistent volumes to bind." + NotHelpful, _scenario.Run().WhyNot("q"));
    }

    [Fact]
    public void AFailedBindingFreesTheVolume()
    {
        Volume("v", "static", "b");
        Claim("c", "static");
        _scenario.Pod("p", spec: Using("c"));
        _scenario.Run();
        _scenario.Loop.Apply(new ClusterChange.BindingFailed(_scenario.LastBound!, _scenario.LastVolumes));
        _scenario.Time.Advance(TimeSpan.FromSeconds(1));
        _scenario.Run();

        Assert.Equal(2, _scenario.LastBound!.Attempts);
        Assert.Equal("b", _scenario.NodeOf("p"));
    }

    [Fact]
    public void TwoPodsOfOneClaimGoToTheSameNode()
    {
        Claim("c", "local");
        _scenario.Pod("p", spec: Using("c"));
        _scenario.Pod("q", spec: Using("c"));
        _scenario.Run();

        Assert.Equal(_scenario.NodeOf("p"), _scenario.NodeOf("q"));
    }

    [Fact]
    public void AClaimForOnePodHasOneUser()
    {
        Volume("v", "static", "b");
        Claim("c", "static", volume: "v", mode: "ReadWriteOncePod");
        _scenario.Pod("p", node: "b", spec: Using("c"));
        _scenario.Pod("q", spec: Using("c"));
        Assert.Equal(
            "0/2 nodes are available: 2 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode."
                + " preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.",
            _scenario.Run().WhyNot("q"));
        Assert.Empty(_scenario.Victims);

        _scenario.Pod("important", spec: spec => Using("c")(spec) with { Priority = 10 });
        _scenario.Run();
        Assert.Equal("p", Assert.Single(_scenario.Victims).Metadata.Name);
    }

    [Fact]
    public void ALabelledVolumeIsUsedInItsZone()
    {
        var scenario = new SchedulingScenario()
            .Node("west", labels: ApiMap<string>.From([new("topology.kubernetes.io/zone", "w"), new("topology.kubernetes.io/region", "r")]))
            .Node("east", labels: ApiMap<string>.From([new("topology.kubernetes.io/zone", "e"), new("topology.kubernetes.io/region", "r")]));
        foreach (var (name, key, zone) in new[]
        {
            ("e", "topology.kubernetes.io/zone", "e"), ("old", "failure-domain.beta.kubernetes.io/zone", "w"),
            ("either", "topology.kubernetes.io/zone", "x__e"), ("nowhere", "topology.kubernetes.io/zone", "x"), ("region", "topology.kubernetes.io/region", "other"),
        })
        {
            scenario.Loop.Apply(new ClusterChange.StorageChanged(table => table.Set(new PersistentVolume
            {
                Metadata = new ObjectMeta { Name = name, Labels = ApiMap<string>.From([new(key, zone)]) },
                Spec = new PersistentVolumeSpec { Capacity = Size, AccessModes = ["ReadWriteOnce"] },
            })));
            scenario.Loop.Apply(new ClusterChange.StorageChanged(table => table.Set(BoundClaim(name))));
            scenario.Pod("of-" + name, spec: Using(name));
        }

        scenario.Run();

        Assert.Equal("east", scenario.NodeOf("of-e"));
        Assert.Equal("west", scenario.NodeOf("of-old"));
        Assert.Equal("east", scenario.NodeOf("of-either"));
        const string Why = "0/2 nodes are available: 2 node(s) had no available volume zone." + NotHelpful;
        Assert.Equal(Why, scenario.WhyNot("of-nowhere"));
        Assert.Equal(Why, scenario.WhyNot("of-region"));
    }

    [Fact]
    public void ANodeThatSaysNothingOfZonesTakesAnyVolume()
    {
        _scenario.Loop.Apply(new ClusterChange.StorageChanged(table => table.Set(new PersistentVolume
        {
            Metadata = new ObjectMeta { Name = "v", Labels = ApiMap<string>.From([new("topology.kubernetes.io/zone", "z")]) },
            Spec = new PersistentVolumeSpec { Capacity = Size, AccessModes = ["ReadWriteOnce"] },
        })));
        _scenario.Loop.Apply(new ClusterChange.StorageChanged(table => table.Set(BoundClaim("v"))));
        _scenario.Pod("p", spec: Using("v"));

        Assert.NotNull(_scenario.Run().NodeOf("p"));
    }

    private static PersistentVolumeClaim BoundClaim(string volume) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = "default",
            Name = volume,
            UID = "uid-of-" + volume,
            Annotations = ApiMap<string>.From([new("pv.kubernetes.io/bind-completed", "yes")]),
        },
        Spec = new PersistentVolumeClaimSpec { VolumeName = volume, AccessModes = ["ReadWriteOnce"], Resources = new VolumeResourceRequirements { Requests = Size } },
    };

    private static Func<PodSpec, PodSpec> Using(string claim) => spec => spec with
    {
        Volumes = [new Volume { Name = "data", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = claim } }],
    };

    private void Class(string name, string provisioner) => _scenario.Loop.Apply(new ClusterChange.StorageChanged(table => table.Set(new StorageClass
    {
        Metadata = new ObjectMeta { Name = name },
        Provisioner = provisioner,
        VolumeBindingMode = "WaitForFirstConsumer",
    })));

    private void Claim(string name, string className, string volume = "", string mode = "ReadWriteOnce") => _scenario.Loop.Apply(new ClusterChange.StorageChanged(table => table.Set(new PersistentVolumeClaim
    {
        Metadata = new ObjectMeta
        {
            Namespace = "default",
            Name = name,
            UID = "uid-of-" + name,
            Annotations = volume.Length == 0 ? default : ApiMap<string>.From([new("pv.kubernetes.io/bind-completed", "yes")]),
        },
        Spec = new PersistentVolumeClaimSpec
        {
            StorageClassName = className,
            VolumeName = volume,
            AccessModes = [mode],
            Resources = new VolumeResourceRequirements { Requests = Size },
        },
    })));

    private void Volume(string name, string className, string node) => _scenario.Loop.Apply(new ClusterChange.StorageChanged(table => table.Set(new PersistentVolume
    {
        Metadata = new ObjectMeta { Name = name },
        Spec = new PersistentVolumeSpec
        {
            StorageClassName = className,
            Capacity = Size,
            AccessModes = ["ReadWriteOnce"],
            NodeAffinity = new VolumeNodeAffinity
            {
                Required = new NodeSelector
                {
                    NodeSelectorTerms = [new NodeSelectorTerm { MatchExpressions = [new NodeSelectorRequirement { Key = "kubernetes.io/hostname", Operator = "In", Values = [node] }] }],
                },
            },
        },
        Status = new PersistentVolumeStatus { Phase = "Available" },
    })));

    private static ApiMap<Quantity> Size => ApiMap<Quantity>.From([new("storage", Quantity.Parse("1Gi"))]);
}
