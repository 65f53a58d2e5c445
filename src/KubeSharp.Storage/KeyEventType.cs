namespace KubeSharp.Storage;

public enum KeyEventType
{
    /// <summary>The key was created or changed.</summary>
    Put,

    /// <summary>The key was deleted, also by the end of its lease.</summary>
    Delete,
}
