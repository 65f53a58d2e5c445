using System.Diagnostics.CodeAnalysis;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Lets the first source of a volume through and refuses the others.</summary>
internal ref struct OneVolumeType(ErrorList errors, FieldPath volume)
{
    public bool Found { get; private set; }

    /// <summary>True if the source is set and is the first one.</summary>
    public bool Take([NotNullWhen(true)] object? source, string field)
    {
        if (source is null)
        {
            return false;
        }

        if (Found)
        {
            errors.Forbidden(volume.Child(field), "may not specify more than 1 volume type");
            return false;
        }

        return Found = true;
    }
}
