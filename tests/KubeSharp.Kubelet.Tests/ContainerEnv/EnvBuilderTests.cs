using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Kubelet.ContainerEnv;
using KubeSharp.Kubelet.Tests.Fakes;

namespace KubeSharp.Kubelet.Tests.ContainerEnv;

public sealed class EnvBuilderTests
{
    private readonly FakeApi _api = new();
    private readonly List<Service> _services = [];

    [Fact]
    public async Task LaterSourcesWinAndValuesReferToEarlierOnes()
    {
        _api.Put(new ConfigMap { Metadata = Named("cm"), Data = Map(("A", "from-map"), ("B", "b")) });
        var env = await BuildAsync(TestPods.App("c") with
        {
            EnvFrom = [new EnvFromSource { Prefix = "P_", ConfigMapRef = new ConfigMapEnvSource { Name = "cm" } }],
            Env =
            [
                new EnvVar { Name = "X", Value = "$(P_A)!" },
                new EnvVar { Name = "P_B", Value = "own" },
                new EnvVar { Name = "NAME", ValueFrom = new EnvVarSource { FieldRef = new ObjectFieldSelector { FieldPath = "metadata.name" } } },
            ],
        });

        Assert.Equal("from-map!", env["X"]);
        Assert.Equal("own", env["P_B"]);
        Assert.Equal("web", env["NAME"]);
    }

    [Fact]
    public async Task MissingConfigMapIsAnErrorUnlessOptional()
    {
        var key = new ConfigMapKeySelector { Name = "none", Key = "k" };
        var error = await Assert.ThrowsAsync<ContainerConfigException>(() => BuildAsync(With(key)));
        Assert.Equal("configmap \"none\" not found", error.Message);

        Assert.Empty(await BuildAsync(With(key with { Optional = true })));

        static Container With(ConfigMapKeySelector key) =>
            TestPods.App("c") with { Env = [new EnvVar { Name = "A", ValueFrom = new EnvVarSource { ConfigMapKeyRef = key } }] };
    }

    [Fact]
    public async Task MissingKeyIsAnError()
    {
        _api.Put(new Secret { Metadata = Named("s") });
        var container = TestPods.App("c") with
        {
            Env = [new EnvVar { Name = "A", ValueFrom = new EnvVarSource { SecretKeyRef = new SecretKeySelector { Name = "s", Key = "k" } } }],
        };

        var error = await Assert.ThrowsAsync<ContainerConfigException>(() => BuildAsync(container));

        Assert.Equal("couldn't find key k in Secret default/s", error.Message);
    }

    [Fact]
    public async Task ResourceFieldsAreDividedAndFallBackToTheNode()
    {
        var container = TestPods.App("c") with
        {
            Resources = new ResourceRequirements { Limits = ApiMap<Quantity>.From([new("cpu", "1500m")]) },
            Env = [Variable("CPU", "limits.cpu"), Variable("MEMORY", "limits.memory", "1Mi"), Variable("REQUEST", "requests.cpu", "1m")],
        };

        var env = await BuildAsync(container);

        Assert.Equal("2", env["CPU"]);
        Assert.Equal("4096", env["MEMORY"]);
        Assert.Equal("1500", env["REQUEST"]);

        static EnvVar Variable(string name, string resource, string divisor = "0") => new()
        {
            Name = name,
            ValueFrom = new EnvVarSource { ResourceFieldRef = new ResourceFieldSelector { Resource = resource, Divisor = divisor } },
        };
    }

    [Fact]
    public async Task ServicesOfTheNamespaceAndTheApiServerAreLinked()
    {
        _services.Add(NewService("default", "my-db", "10.0.0.9", 5432));
        _services.Add(NewService("other", "hidden", "10.0.0.8", 80));
        _services.Add(NewService("default", "kubernetes", "10.0.0.1", 443));

        var env = await BuildAsync(TestPods.App("c"));

        Assert.Equal("10.0.0.9", env["MY_DB_SERVICE_HOST"]);
        Assert.Equal("tcp://10.0.0.9:5432", env["MY_DB_PORT"]);
        Assert.Equal("5432", env["MY_DB_PORT_5432_TCP_PORT"]);
        Assert.Equal("443", env["KUBERNETES_SERVICE_PORT"]);
        Assert.DoesNotContain("HIDDEN_SERVICE_HOST", env.Keys);
    }

    private Task<IReadOnlyDictionary<string, string>> BuildAsync(Container container)
    {
        var allocatable = ApiMap<Quantity>.From([new("memory", "4Gi")]);
        return new EnvBuilder(_api.Client, () => _services, () => allocatable)
            .BuildAsync(TestPods.Pod(container), container, TestContext.Current.CancellationToken);
    }

    private static Service NewService(string ns, string name, string address, int port) => new()
    {
        Metadata = new ObjectMeta { Namespace = ns, Name = name },
        Spec = new ServiceSpec { ClusterIP = address, Ports = [new ServicePort { Port = port, Protocol = "TCP" }] },
    };

    private static ObjectMeta Named(string name) => new() { Name = name, Namespace = "default" };

    private static ApiMap<string> Map(params (string Key, string Value)[] entries) =>
        ApiMap<string>.From(entries.Select(static entry => KeyValuePair.Create(entry.Key, entry.Value)));
}
