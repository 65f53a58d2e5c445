using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Node.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.RuntimeClasses;

/// <summary>runtimeclasses, of node.k8s.io</summary>
internal sealed class RuntimeClassStrategy : ResourceStrategy<RuntimeClass>
{
    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, Column.Text("Handler", "What the container runtime calls it."), Column.Age];

    protected override void Validate(RequestContext context, RuntimeClass value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: false, NameRule.Subdomain, errors);
        NameChecks.Dns1123Label(errors, FieldPath.Root("handler"), null, value.Handler);
        if (value.Overhead is { } overhead)
        {
            // These paths are upstream's, whose checks name fields of what they were written for.
            ResourceRequirementsChecks.Validate(
                errors, FieldPath.Root("overhead"), null, new ResourceRequirements { Limits = overhead.PodFixed }, default,
                ResourceRequirementsChecks.ContainerNames);
        }

        if (value.Scheduling is { } scheduling)
        {
            var path = FieldPath.Root("scheduling");
            LabelChecks.Labels(errors, path, "nodeSelector", scheduling.NodeSelector);
            TolerationChecks.Validate(errors, path.Child("tolerations"), scheduling.Tolerations);
            for (var i = 1; i < scheduling.Tolerations.Count; i++)
            {
                if (scheduling.Tolerations.FindIndex(t => t == scheduling.Tolerations[i]) < i)
                {
                    errors.DuplicateText(path.Child("tolerations").Index(i), scheduling.Tolerations[i].Key);
                }
            }
        }
    }

    protected override void ValidateUpdate(RequestContext context, RuntimeClass value, RuntimeClass old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        if (value.Handler != old.Handler)
        {
            errors.InvalidText(FieldPath.Root("handler"), value.Handler, FieldChecks.Immutable);
        }
    }

    protected override object?[] Cells(RuntimeClass value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Handler, CellText.Age(value.Metadata, now)];
}
