using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>serviceaccounts</summary>
internal sealed class ServiceAccountStrategy : ResourceStrategy<ServiceAccount>
{
    public override bool ReturnsDeletedObject => true;

    public override IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, Column.Text("Secrets", "Number of secrets that pods of the account may use."), Column.Age];

    /// <summary>Only the names of secrets mean anything.</summary>
    protected override ServiceAccount PrepareForCreate(RequestContext context, ServiceAccount value) => Clean(value);

    protected override ServiceAccount PrepareForUpdate(RequestContext context, ServiceAccount value, ServiceAccount old) => Clean(value);

    protected override void Validate(RequestContext context, ServiceAccount value, ErrorList errors) =>
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);

    protected override void ValidateUpdate(RequestContext context, ServiceAccount value, ServiceAccount old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        Validate(context, value, errors);
    }

    protected override void Warn(RequestContext context, ServiceAccount value, ServiceAccount? old)
    {
        const string Enforce = "kubernetes.io/enforce-mountable-secrets";
        if (value.Metadata.Annotations.ContainsKey(Enforce) && old?.Metadata.Annotations.ContainsKey(Enforce) is not true)
        {
            context.Warn($"metadata.annotations[{Enforce}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets");
        }
    }

    protected override object?[] Cells(ServiceAccount value, DateTimeOffset now) =>
        [value.Metadata.Name, (long)value.Secrets.Count, CellText.Age(value.Metadata, now)];

    private static ObjectReference Clean(ObjectReference secret)
    {
        var clean = new ObjectReference { Name = secret.Name };
        return clean == secret ? secret : clean;
    }

    private static ServiceAccount Clean(ServiceAccount value)
    {
        var secrets = value.Secrets.Map(Clean);
        return secrets.SameAs(value.Secrets) ? value : value with { Secrets = secrets };
    }
}
