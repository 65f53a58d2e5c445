using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>validatingadmissionpolicies</summary>
internal sealed class ValidatingAdmissionPolicyStrategy() : MetadataOnlyStrategy<ValidatingAdmissionPolicy>(namespaced: false)
{
    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Number("Validations", "Number of the policy's rules."),
        Column.Text("ParamKind", "ParamKind specifies the kind of resources used to parameterize this policy"),
        Column.Age,
    ];

    protected override ValidatingAdmissionPolicy Default(ValidatingAdmissionPolicy value)
    {
        var constraints = PolicyDefaults.Of(value.Spec.MatchConstraints);
        return value.Spec.FailurePolicy is not null && ReferenceEquals(constraints, value.Spec.MatchConstraints)
            ? value
            : value with { Spec = value.Spec with { FailurePolicy = value.Spec.FailurePolicy ?? "Fail", MatchConstraints = constraints } };
    }

    protected override ValidatingAdmissionPolicy PrepareForCreate(RequestContext context, ValidatingAdmissionPolicy value) =>
        Generations.First(value with { Status = new ValidatingAdmissionPolicyStatus() });

    protected override ValidatingAdmissionPolicy PrepareForStatusUpdate(
        RequestContext context, ValidatingAdmissionPolicy value, ValidatingAdmissionPolicy old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override ValidatingAdmissionPolicy PrepareForUpdate(RequestContext context, ValidatingAdmissionPolicy value, ValidatingAdmissionPolicy old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override void Validate(RequestContext context, ValidatingAdmissionPolicy value, ErrorList errors)
    {
        base.Validate(context, value, errors);
        PolicyChecks.Validate(errors, value.Metadata.Name, value.Spec);
    }

    protected override void ValidateUpdate(
        RequestContext context, ValidatingAdmissionPolicy value, ValidatingAdmissionPolicy old, ErrorList errors)
    {
        base.ValidateUpdate(context, value, old, errors);
        if (value.Spec != old.Spec)
        {
            PolicyChecks.Validate(errors, value.Metadata.Name, value.Spec);
        }
    }

    protected override object?[] Cells(ValidatingAdmissionPolicy value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        (long)value.Spec.Validations.Count,
        value.Spec.ParamKind is { } kind ? kind.APIVersion + "/" + kind.Kind : CellText.Unset,
        CellText.Age(value.Metadata, now),
    ];
}
