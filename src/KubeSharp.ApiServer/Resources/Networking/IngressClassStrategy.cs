using KubeSharp.Api.Networking.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Networking;

/// <summary>ingressclasses</summary>
internal sealed class IngressClassStrategy : ResourceStrategy<IngressClass>
{
    private const int MaxController = 250;

    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Controller", "Controller that is responsible for handling this class"),
        Column.Text("Parameters", "A reference to a resource with additional parameters"),
        Column.Age,
    ];

    protected override IngressClass Default(IngressClass value) => value.Spec.Parameters is { Scope: null } parameters
        ? value with { Spec = value.Spec with { Parameters = parameters with { Scope = "Cluster" } } }
        : value;

    protected override IngressClass PrepareForCreate(RequestContext context, IngressClass value) => Generations.First(value);

    protected override IngressClass PrepareForUpdate(RequestContext context, IngressClass value, IngressClass old) =>
        Generations.Next(value, old, value.Spec != old.Spec);

    protected override void Validate(RequestContext context, IngressClass value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: false, NameRule.Subdomain, errors);
        var controller = value.Spec.Controller;
        var path = Spec.Child("controller");
        if (controller.Length > MaxController)
        {
            errors.TooLong(path, MaxController);
        }

        var slash = controller.IndexOf('/');
        if (controller.Length == 0)
        {
            errors.Required(path, "");
        }
        else if (slash <= 0 || slash == controller.Length - 1)
        {
            errors.InvalidText(path, controller, "must be a domain-prefixed path (such as \"acme.io/foo\")");
        }
        else
        {
            NameChecks.Dns1123Subdomain(errors, path, null, controller[..slash]);
        }

        if (value.Spec.Parameters is { } parameters)
        {
            Parameters(errors, Spec.Child("parameters"), parameters);
        }
    }

    protected override void ValidateUpdate(RequestContext context, IngressClass value, IngressClass old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        FieldChecks.Unchanged(errors, Spec, "controller", value.Spec.Controller, old.Spec.Controller);
        Validate(context, value, errors);
    }

    protected override object?[] Cells(IngressClass value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Spec.Controller, Parameters(value.Spec.Parameters), CellText.Age(value.Metadata, now)];

    private static string Parameters(IngressClassParametersReference? parameters) => parameters switch
    {
        null => CellText.None,
        { APIGroup: { Length: > 0 } group } => $"{parameters.Kind}.{group}/{parameters.Name}",
        _ => $"{parameters.Kind}/{parameters.Name}",
    };

    private static void Parameters(ErrorList errors, FieldPath path, IngressClassParametersReference parameters)
    {
        if (parameters.APIGroup is { Length: > 0 } group)
        {
            NameChecks.Dns1123Subdomain(errors, path, "apiGroup", group);
        }

        FieldChecks.Required(errors, path, "kind", parameters.Kind);
        FieldChecks.Required(errors, path, "name", parameters.Name);
        switch (parameters.Scope)
        {
            case "Namespace":
                if (string.IsNullOrEmpty(parameters.Namespace))
                {
                    errors.Required(path.Child("namespace"), "`parameters.scope` is set to 'Namespace'");
                }
                else
                {
                    NameChecks.Dns1123Label(errors, path, "namespace", parameters.Namespace);
                }

                break;
            case "Cluster":
                if (parameters.Namespace is not null)
                {
                    errors.Forbidden(path.Child("namespace"), "`parameters.scope` is set to 'Cluster'");
                }

                break;
            default:
                errors.NotSupportedText(path.Child("scope"), parameters.Scope ?? "", "Cluster", "Namespace");
                break;
        }
    }
}
