using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission.Quotas;

namespace KubeSharp.ApiServer.Tests.Admission;

/// <summary>What may be used only where a quota is about it.</summary>
public sealed class LimitedResourceTests
{
    private readonly FakeObjects _objects = new();

    [Fact]
    public async Task Uses_WithoutAQuota_AreForbidden()
    {
        var limited = new LimitedResource { Resource = "pods", MatchContains = ["requests.cpu"] };
        var pod = Pod("", "1");
        Assert.Equal("pods \"test\" is forbidden: insufficient quota to consume: requests.cpu", await Refusal(limited, pod));
        AddQuota(new ResourceQuotaSpec { Hard = default(ApiMap<Quantity>).Set("requests.cpu", "2") });
        Assert.Equal("", await Refusal(limited, pod));
    }

    [Fact]
    public async Task Scopes_NeedAQuotaOfThem()
    {
        var scope = new ScopedResourceSelectorRequirement { ScopeName = "PriorityClass", Operator = "In", Values = ["important"] };
        var limited = new LimitedResource { Resource = "pods", MatchScopes = [scope] };
        Assert.Equal("", await Refusal(limited, Pod("other", "1")));
        Assert.Equal(
            "pods \"test\" is forbidden: insufficient quota to match these scopes: [{PriorityClass In [important]}]",
            await Refusal(limited, Pod("important", "1")));
        AddQuota(new ResourceQuotaSpec
        {
            Hard = default(ApiMap<Quantity>).Set("pods", "2"),
            ScopeSelector = new ScopeSelector { MatchExpressions = [scope] },
        });
        Assert.Equal("", await Refusal(limited, Pod("important", "1")));
    }

    private async Task<string> Refusal(LimitedResource limited, Pod pod)
    {
        try
        {
            await new ResourceQuotaAdmission(_objects, [limited], TimeProvider.System)
                .ValidateAsync(Requests.Create(pod, dryRun: true), TestContext.Current.CancellationToken);
            return "";
        }
        catch (ApiException refused)
        {
            return refused.Status.Message;
        }
    }

    private void AddQuota(ResourceQuotaSpec spec) => _objects.Add(new ResourceQuota
    {
        Metadata = new ObjectMeta { Namespace = "ns", Name = "quota" },
        Spec = spec,
        Status = new ResourceQuotaStatus { Hard = spec.Hard },
    });

    private static Pod Pod(string priorityClass, string cpu) => new()
    {
        Metadata = new ObjectMeta { Namespace = "ns", Name = "test" },
        Spec = new PodSpec
        {
            PriorityClassName = priorityClass,
            Containers = [new Container { Name = "a", Resources = new ResourceRequirements { Requests = default(ApiMap<Quantity>).Set("cpu", cpu) } }],
        },
    };
}
