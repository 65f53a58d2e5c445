using System.Text;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.PodSources;

namespace KubeSharp.Kubelet.Tests.PodSources;

public sealed class StaticPodsTests
{
    private const string Manifest = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
          - name: c
            image: nginx
        """;

    private readonly StaticPods _pods = new("Node1");

    [Fact]
    public void ManifestBecomesAPodOfThisNode()
    {
        var pod = Assert.Single(Read(Manifest));

        Assert.Equal(("web-node1", "default", "Node1"), (pod.Metadata.Name, pod.Metadata.Namespace, pod.Spec.NodeName));
        Assert.True(pod.IsStatic());
        Assert.Equal(pod.Metadata.UID, pod.Metadata.Annotations[PodFacts.ConfigHashAnnotation]);
        Assert.Equal(PullPolicy.PullAlways, pod.Spec.Containers[0].ImagePullPolicy);
        Assert.Equal(RestartPolicy.Always, pod.Spec.RestartPolicy);
    }

    [Fact]
    public void SameManifestIsTheSamePodAndAnotherIsNot()
    {
        Assert.Equal(Read(Manifest)[0].Metadata.UID, Read(Manifest)[0].Metadata.UID);
        Assert.NotEqual(Read(Manifest)[0].Metadata.UID, Read(Manifest.Replace("nginx", "httpd"))[0].Metadata.UID);
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: a}\n")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n")]
    [InlineData("{\"apiVersion\":")]
    public void AnythingElseIsRefused(string text) => Assert.Throws<FormatException>(() => Read(text));

    private IReadOnlyList<Pod> Read(string text) => _pods.Read(Encoding.UTF8.GetBytes(text), "file", "/manifests/web.yaml");
}
