using KubeSharp.Api.Coordination.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Coordination;

/// <summary>leases</summary>
internal sealed class LeaseStrategy : ResourceStrategy<Lease>
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override bool AllowCreateOnUpdate => true;

    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } = [Column.Name, Column.Text("Holder", "Who holds the lease."), Column.Age];

    protected override void Validate(RequestContext context, Lease value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        ValidateSpec(errors, value.Spec);
    }

    protected override void ValidateUpdate(RequestContext context, Lease value, Lease old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ValidateSpec(errors, value.Spec);
    }

    protected override object?[] Cells(Lease value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Spec.HolderIdentity ?? "", CellText.Age(value.Metadata, now)];

    private static void ValidateSpec(ErrorList errors, LeaseSpec spec)
    {
        if (spec.LeaseDurationSeconds is { } duration and <= 0)
        {
            errors.InvalidNumber(Spec.Child("leaseDurationSeconds"), duration, "must be greater than 0");
        }

        if (spec.LeaseTransitions is { } transitions and < 0)
        {
            errors.InvalidNumber(Spec.Child("leaseTransitions"), transitions, FieldChecks.Negative);
        }

        if (spec.Strategy is { } strategy)
        {
            CoordinationStrategies.Check(errors, Spec.Child("strategy"), strategy);
        }

        if (spec is { PreferredHolder.Length: > 0, Strategy: null or "" })
        {
            errors.Forbidden(Spec.Child("preferredHolder"), "may only be specified if `strategy` is defined");
        }
    }
}
