using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>podtemplates</summary>
internal sealed class PodTemplateStrategy : ResourceStrategy<PodTemplate>
{
    private static readonly FieldPath Template = FieldPath.Root("template");

    public override bool ReturnsDeletedObject => true;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Containers", "Names of each container in the template."),
        Column.Text("Images", "Images referenced by each container in the template."),
        Column.Text("Pod Labels", "The labels for the pod template."),
    ];

    protected override PodTemplate Default(PodTemplate value)
    {
        var template = PodSpecDefaults.Apply(value.Template);
        return ReferenceEquals(template, value.Template) ? value : value with { Template = template };
    }

    protected override PodTemplate PrepareForCreate(RequestContext context, PodTemplate value) => Generations.First(value);

    protected override PodTemplate PrepareForUpdate(RequestContext context, PodTemplate value, PodTemplate old) =>
        Generations.Next(value, old, value.Template != old.Template);

    protected override void Validate(RequestContext context, PodTemplate value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        PodTemplateChecks.Validate(errors, Template, value.Template);
    }

    protected override void ValidateUpdate(RequestContext context, PodTemplate value, PodTemplate old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        PodTemplateChecks.Validate(errors, Template, value.Template);
    }

    protected override void Warn(RequestContext context, PodTemplate value, PodTemplate? old)
    {
        if (old is null || old.Template != value.Template)
        {
            PodWarnings.Add(context, Template, value.Template);
        }
    }

    protected override object?[] Cells(PodTemplate value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        CellText.ContainerNames(value.Template.Spec.Containers),
        CellText.ContainerImages(value.Template.Spec.Containers),
        CellText.Labels(value.Template.Metadata.Labels),
    ];
}
