using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Flowcontrol;

/// <summary>Subjects of a FlowSchema: of three members, the one that their kind names.</summary>
internal static class FlowSubjectChecks
{
    private const string Any = "*";

    public static void Validate(ErrorList errors, FieldPath path, Subject subject)
    {
        switch (subject.Kind)
        {
            case "User" or "Group" or "ServiceAccount":
                OnlyOfKind(errors, path, subject.Kind, "serviceAccount", "ServiceAccount", subject.ServiceAccount is not null);
                OnlyOfKind(errors, path, subject.Kind, "user", "User", subject.User is not null);
                OnlyOfKind(errors, path, subject.Kind, "group", "Group", subject.Group is not null);
                break;
            default:
                errors.NotSupportedText(path.Child("kind"), subject.Kind, "Group", "ServiceAccount", "User");
                return;
        }

        if (subject is { Kind: "User", User.Name.Length: 0 })
        {
            errors.Required(path.Child("user").Child("name"), "");
        }
        else if (subject is { Kind: "Group", Group.Name.Length: 0 })
        {
            errors.Required(path.Child("group").Child("name"), "");
        }
        else if (subject is { Kind: "ServiceAccount", ServiceAccount: { } account })
        {
            Account(errors, path.Child("serviceAccount"), account);
        }
    }

    private static void OnlyOfKind(ErrorList errors, FieldPath path, string kind, string member, string memberKind, bool isSet)
    {
        if (kind == memberKind && !isSet)
        {
            errors.Required(path.Child(member), $"{member} is required when subject kind is '{memberKind}'");
        }
        else if (kind != memberKind && isSet)
        {
            errors.Forbidden(path.Child(member), $"{member} is forbidden when subject kind is not '{memberKind}'");
        }
    }

    private static void Account(ErrorList errors, FieldPath path, ServiceAccountSubject account)
    {
        if (account.Name.Length == 0)
        {
            errors.Required(path.Child("name"), "");
        }
        else if (account.Name != Any)
        {
            NameChecks.Dns1123Subdomain(errors, path, "name", account.Name);
        }

        if (account.Namespace.Length == 0)
        {
            errors.Required(path.Child("namespace"), "must specify namespace for service account");
        }
        else
        {
            NameChecks.Dns1123Label(errors, path, "namespace", account.Namespace);
        }
    }
}
