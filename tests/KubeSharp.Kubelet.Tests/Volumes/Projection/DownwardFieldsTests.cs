using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Kubelet.Volumes;
using KubeSharp.Kubelet.Volumes.Projection;

namespace KubeSharp.Kubelet.Tests.Volumes.Projection;

public sealed class DownwardFieldsTests
{
    private static readonly ApiMap<Quantity> Allocatable = ApiMap<Quantity>.Empty.Set("cpu", Quantity.Parse("4")).Set("memory", Quantity.Parse("8Gi"));

    private static readonly Pod Pod = new()
    {
        Metadata = new ObjectMeta
        {
            Name = "web",
            Namespace = "default",
            UID = "u1",
            Labels = ApiMap<string>.Empty.Set("b", "2").Set("a", "say \"hi\"\n"),
        },
        Spec = new PodSpec
        {
            Containers =
            [
                new Container
                {
                    Name = "c",
                    Resources = new ResourceRequirements
                    {
                        Limits = ApiMap<Quantity>.Empty.Set("cpu", Quantity.Parse("1250m")),
                        Requests = ApiMap<Quantity>.Empty.Set("memory", Quantity.Parse("33Mi")),
                    },
                },
            ],
        },
    };

    [Theory]
    [InlineData("metadata.name", "web")]
    [InlineData("metadata.namespace", "default")]
    [InlineData("metadata.uid", "u1")]
    [InlineData("metadata.labels", "a=\"say \\\"hi\\\"\\n\"\nb=\"2\"")]
    [InlineData("metadata.labels['b']", "2")]
    [InlineData("metadata.labels['none']", "")]
    [InlineData("metadata.annotations", "")]
    public void Field_IsWrittenAsUpstreamDoes(string path, string expected) => Assert.Equal(expected, DownwardFields.Field(Pod, path));

    [Theory]
    [InlineData("spec.nodeName")]
    [InlineData("metadata.name['x']")]
    public void UnknownField_IsRefused(string path) => Assert.Throws<VolumeMountException>(() => DownwardFields.Field(Pod, path));

    [Theory]
    [InlineData("limits.cpu", "0", "2")]
    [InlineData("limits.cpu", "1m", "1250")]
    [InlineData("limits.memory", "1Gi", "8")]
    [InlineData("requests.memory", "1Mi", "33")]
    [InlineData("requests.memory", "0", "34603008")]
    [InlineData("requests.cpu", "1m", "0")]
    public void Resource_IsDividedAndRoundedUp(string resource, string divisor, string expected) => Assert.Equal(
        expected,
        DownwardFields.Resource(
            Pod, new ResourceFieldSelector { ContainerName = "c", Resource = resource, Divisor = Quantity.Parse(divisor) }, Allocatable));
}
