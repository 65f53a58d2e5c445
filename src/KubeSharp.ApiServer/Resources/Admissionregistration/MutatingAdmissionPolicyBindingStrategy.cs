using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>mutatingadmissionpolicybindings</summary>
internal sealed class MutatingAdmissionPolicyBindingStrategy() : MetadataOnlyStrategy<MutatingAdmissionPolicyBinding>(namespaced: false)
{
    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("PolicyName", "PolicyName indicates the policy definition which the policy binding binded to"),
        Column.Text("ParamRef", "ParamRef indicates the param resource which sets the configration param"),
        Column.Age,
    ];

    protected override MutatingAdmissionPolicyBinding Default(MutatingAdmissionPolicyBinding value)
    {
        var resources = PolicyDefaults.Of(value.Spec.MatchResources);
        return ReferenceEquals(resources, value.Spec.MatchResources) ? value : value with { Spec = value.Spec with { MatchResources = resources } };
    }

    protected override MutatingAdmissionPolicyBinding PrepareForCreate(RequestContext context, MutatingAdmissionPolicyBinding value) =>
        Generations.First(value);

    protected override MutatingAdmissionPolicyBinding PrepareForUpdate(
        RequestContext context, MutatingAdmissionPolicyBinding value, MutatingAdmissionPolicyBinding old) =>
        Generations.Next(value, old, value.Spec != old.Spec);

    private static string Param(ParamRef? param) => param switch
    {
        null => CellText.Unset,
        { Selector: { } selector } => CellText.Selector(selector),
        { Namespace.Length: > 0 } => param.Namespace + "/" + param.Name,
        _ => "*/" + param.Name,
    };

    protected override void Validate(RequestContext context, MutatingAdmissionPolicyBinding value, ErrorList errors)
    {
        base.Validate(context, value, errors);
        PolicyChecks.Validate(errors, value.Spec);
    }

    protected override void ValidateUpdate(RequestContext context, MutatingAdmissionPolicyBinding value, MutatingAdmissionPolicyBinding old, ErrorList errors)
    {
        base.ValidateUpdate(context, value, old, errors);
        if (value.Spec != old.Spec)
        {
            PolicyChecks.Validate(errors, value.Spec);
        }
    }

    protected override object?[] Cells(MutatingAdmissionPolicyBinding value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec.PolicyName,
        Param(value.Spec.ParamRef),
        CellText.Age(value.Metadata, now),
    ];
}
