using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Controllers.Workloads.Revisions;

namespace KubeSharp.Controllers.Tests.Workloads.Revisions;

public sealed class RevisionDataTests
{
    private static readonly PodTemplateSpec Plain = new() { Spec = new PodSpec { Containers = [new Container { Name = "c" }] } };

    private static readonly PodTemplateSpec Full = Plain with
    {
        Metadata = new ObjectMeta { Annotations = ApiMap<string>.From([new("a", "1")]), Labels = ApiMap<string>.From([new("b", "2")]) },
    };

    [Fact]
    public void PatchIsWrittenAsOlderClientsExpectIt()
    {
        const string spec = """{"containers":[{"name":"c","resources":{}}]}""";
        Assert.Equal(
            """{"spec":{"template":{"$patch":"replace","metadata":{"creationTimestamp":null},"spec":""" + spec + "}}}", Text(RevisionData.Of(Plain)));
        Assert.Equal(
            """{"spec":{"template":{"$patch":"replace","metadata":{"annotations":{"a":"1"},"creationTimestamp":null,"labels":{"b":"2"}},"spec":""" + spec + "}}}",
            Text(RevisionData.Of(Full)));
    }

    [Fact]
    public void PatchIsSortedAndEscapedAsGoDoesIt()
    {
        var template = Plain with
        {
            Spec = new PodSpec { NodeName = "n", Containers = [new Container { Name = "c", Image = "i", Command = ["a<b>&c", "\u00fc\"\n"] }] },
        };

        Assert.Contains(
            """"spec":{"containers":[{"command":["a\u003cb\u003e\u0026c","ü\"\n"],"image":"i","name":"c","resources":{}}],"nodeName":"n"}"""", Text(RevisionData.Of(template)));
    }

    [Fact]
    public void TemplateComesBack() => Assert.Equal(Full, RevisionData.Template(new ControllerRevision { Data = RevisionData.Of(Full) }));

    [Fact]
    public void PatchOfNewerVersions_IsOfTheSameTemplate()
    {
        var newer = new ControllerRevision
        {
            Data = new RawJson(Encoding.UTF8.GetBytes("""{"spec":{"template":{"$patch":"replace","metadata":{"labels":{"b":"2"},"annotations":{"a":"1"}},"spec":{"containers":[{"name":"c"}]}}}}""")),
        };

        Assert.True(RevisionData.IsOf(newer, Full, RevisionData.Of(Full)));
        Assert.False(RevisionData.IsOf(newer, Plain, RevisionData.Of(Plain)));
        Assert.False(RevisionData.IsOf(newer with { Data = new RawJson("[]"u8.ToArray()) }, Full, RevisionData.Of(Full)));
    }

    private static string Text(RawJson json) => Encoding.UTF8.GetString(json.Span);
}
