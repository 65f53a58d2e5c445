using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.CustomResources.Printing;
using KubeSharp.ApiServer.Handlers.Scaling;

namespace KubeSharp.ApiServer.CustomResources;

/// <summary>The scale of a custom resource, by the paths that its definition gives.</summary>
internal sealed class CustomScale(CustomResourceSubresourceScale paths) : IScaleConverter
{
    public IReadOnlyList<string> ReplicasPath { get; } = paths.SpecReplicasPath.Split('.', StringSplitOptions.RemoveEmptyEntries);

    public Scale ToScale(ApiObject value)
    {
        var document = ((CustomObject)value).Document();
        var selector = paths.LabelSelectorPath is { Length: > 0 } path ? Find(document, path) as DocScalar : null;
        return ScaleConverters.Make(
            value.Metadata, Number(document, paths.SpecReplicasPath), Number(document, paths.StatusReplicasPath), selector?.Text ?? "");
    }

    public ApiObject WithReplicas(ApiObject value, int replicas)
    {
        var custom = (CustomObject)value;
        var document = custom.Document();
        var place = document;
        foreach (var name in ReplicasPath.SkipLast(1))
        {
            place = place[name] as DocObject ?? (DocObject)(place[name] = new DocObject());
        }

        place[ReplicasPath[^1]] = DocScalar.Of((long)replicas);
        return custom.With(document);
    }

    private static DocNode? Find(DocObject document, string path) =>
        FieldQuery.Parse(path)?.Find(document) is { Count: > 0 } found ? found[0] : null;

    private static int Number(DocObject document, string path) =>
        Find(document, path) is DocScalar number && int.TryParse(number.Text, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
