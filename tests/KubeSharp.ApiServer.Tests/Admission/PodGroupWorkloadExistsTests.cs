using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Scheduling.V1alpha2;
using KubeSharp.ApiServer.Admission.Workloads;

namespace KubeSharp.ApiServer.Tests.Admission;

public sealed class PodGroupWorkloadExistsTests
{
    private readonly FakeObjects _objects = new();

    [Fact]
    public async Task Workload_AndTemplate_MustBeThere()
    {
        Assert.Equal("podgroups.scheduling.k8s.io \"g\" is forbidden: PodGroup rejected: Workload \"w\" not found", await Refusal("workers"));
        _objects.Add(new Workload
        {
            Metadata = new ObjectMeta { Namespace = "ns", Name = "w" },
            Spec = new WorkloadSpec { PodGroupTemplates = [new PodGroupTemplate { Name = "workers" }] },
        });
        Assert.Equal("", await Refusal("workers"));
        Assert.Equal(
            "podgroups.scheduling.k8s.io \"g\" is forbidden: PodGroup rejected: PodGroupTemplate \"drivers\" not found in Workload \"w\"",
            await Refusal("drivers"));
    }

    private async Task<string> Refusal(string template)
    {
        try
        {
            await new PodGroupWorkloadExists(_objects).ValidateAsync(
                Requests.Create(new PodGroup
                {
                    Metadata = new ObjectMeta { Namespace = "ns", Name = "g" },
                    Spec = new PodGroupSpec
                    {
                        PodGroupTemplateRef = new PodGroupTemplateReference
                        {
                            Workload = new WorkloadPodGroupTemplateReference { WorkloadName = "w", PodGroupTemplateName = template },
                        },
                    },
                }),
                TestContext.Current.CancellationToken);
            return "";
        }
        catch (ApiException refused)
        {
            return refused.Status.Message;
        }
    }
}
