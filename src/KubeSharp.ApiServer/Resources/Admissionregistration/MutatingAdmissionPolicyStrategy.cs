using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>mutatingadmissionpolicies</summary>
internal sealed class MutatingAdmissionPolicyStrategy() : MetadataOnlyStrategy<MutatingAdmissionPolicy>(namespaced: false)
{
    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Number("Mutations", "Number of the policy's rules."),
        Column.Text("ParamKind", "ParamKind specifies the kind of resources used to parameterize this policy"),
        Column.Age,
    ];

    protected override MutatingAdmissionPolicy Default(MutatingAdmissionPolicy value)
    {
        var constraints = PolicyDefaults.Of(value.Spec.MatchConstraints);
        return value.Spec.FailurePolicy is not null && ReferenceEquals(constraints, value.Spec.MatchConstraints)
            ? value
            : value with { Spec = value.Spec with { FailurePolicy = value.Spec.FailurePolicy ?? "Fail", MatchConstraints = constraints } };
    }

    protected override MutatingAdmissionPolicy PrepareForCreate(RequestContext context, MutatingAdmissionPolicy value) =>
        Generations.First(value);

    protected override MutatingAdmissionPolicy PrepareForUpdate(RequestContext context, MutatingAdmissionPolicy value, MutatingAdmissionPolicy old) =>
        Generations.Next(value, old, value.Spec != old.Spec);

    protected override void Validate(RequestContext context, MutatingAdmissionPolicy value, ErrorList errors)
    {
        base.Validate(context, value, errors);
        PolicyChecks.Validate(errors, value.Spec);
    }

    protected override void ValidateUpdate(RequestContext context, MutatingAdmissionPolicy value, MutatingAdmissionPolicy old, ErrorList errors)
    {
        base.ValidateUpdate(context, value, old, errors);
        if (value.Spec != old.Spec)
        {
            PolicyChecks.Validate(errors, value.Spec);
        }
    }

    protected override object?[] Cells(MutatingAdmissionPolicy value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        (long)value.Spec.Mutations.Count,
        value.Spec.ParamKind is { } kind ? kind.APIVersion + "/" + kind.Kind : CellText.Unset,
        CellText.Age(value.Metadata, now),
    ];
}
