using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary><c>authorizer.group('apps').resource('deployments').check('create').allowed()</c></summary>
internal static class AuthorizerFunctions
{
    /// <summary>Two checks fit into the cost of an evaluation.</summary>
    private const ulong CheckCost = 350_000;

    public static void AddTo(Library library)
    {
        var authorizer = AuthorizerValue.AuthorizerType;
        var resource = AuthorizerValue.ResourceCheckType;
        Step(library, "path", "authorizer_path", authorizer, AuthorizerValue.PathCheckType, (check, path) => check with { Path = path });
        Step(library, "group", "authorizer_group", authorizer, AuthorizerValue.GroupCheckType, (check, group) => check with { Group = group });
        library.Member("serviceAccount", "authorizer_serviceaccount", [authorizer, CelType.String, CelType.String], authorizer, arguments =>
            Of(arguments[0]).As(authorizer, Of(arguments[0]).Check with { ServiceAccount = (arguments[1].AsString, arguments[2].AsString) }));
        Step(library, "resource", "groupcheck_resource", AuthorizerValue.GroupCheckType, resource, (check, name) => check with { Resource = name });
        Step(library, "subresource", "resourcecheck_subresource", resource, resource, (check, name) => check with { Subresource = name });
        Step(library, "namespace", "resourcecheck_namespace", resource, resource, (check, name) => check with { Namespace = name });
        Step(library, "name", "resourcecheck_name", resource, resource, (check, name) => check with { Name = name });
        Step(library, "fieldSelector", "authorizer_fieldselector", resource, resource, (check, text) => check with { FieldSelector = text });
        Step(library, "labelSelector", "authorizer_labelselector", resource, resource, (check, text) => check with { LabelSelector = text });
        Ask(library, "pathcheck_check", AuthorizerValue.PathCheckType);
        Ask(library, "resourcecheck_check", resource);
        Answer(library, "allowed", CelType.Bool, decision => CelValue.Of(decision.Allowed));
        Answer(library, "reason", CelType.String, decision => CelValue.Of(decision.Reason));
        Answer(library, "errored", CelType.Bool, decision => CelValue.Of(decision.Error is not null));
        Answer(library, "error", CelType.String, decision => CelValue.Of(decision.Error ?? ""));
    }

    private static AuthorizerValue Of(in CelValue value) => (AuthorizerValue)value.AsObject;

    private static void Step(
        Library library, string name, string id, CelType from, CelType to, Func<CelAuthorizationCheck, string, CelAuthorizationCheck> step) =>
        library.Member(name, id, [from, CelType.String], to, arguments =>
            Of(arguments[0]).As(to, step(Of(arguments[0]).Check, arguments[1].AsString)));

    private static void Ask(Library library, string id, CelType from) => library.Member(
        "check",
        id,
        [from, CelType.String],
        AuthorizerValue.DecisionType,
        arguments =>
        {
            var check = Of(arguments[0]);
            return CelValue.Of(new DecisionValue(check.Authorizer.Authorize(check.Check with { Verb = arguments[1].AsString })));
        },
        CommonCosts.Fixed(CheckCost),
        CommonCosts.FixedEstimate(CheckCost));

    private static void Answer(Library library, string name, CelType type, Func<CelDecision, CelValue> answer) =>
        library.Member(name, "decision_" + name, [AuthorizerValue.DecisionType], type, arguments =>
            answer(((DecisionValue)arguments[0].AsObject).Decision));
}
