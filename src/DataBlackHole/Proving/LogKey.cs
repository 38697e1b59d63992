using System.Security.Cryptography;
using DataBlackHole.Core.Evidence;

namespace DataBlackHole.Proving;

/// <summary>The key that signs checkpoints: ECDSA P-256, in a file that only its owner may read, made when there is none.</summary>
public sealed class LogKey : IDisposable
{
    private readonly ECDsa _key;

    private LogKey(ECDsa key)
    {
        _key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        Id = SignedNote.KeyId(PublicKey);
    }

    /// <summary>SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey { get; }

    /// <summary>SHA-256 of the public key.</summary>
    public string Id { get; }

    public string PublicPem => Pem(PublicKey);

    public static string Pem(byte[] publicKey) => PemEncoding.WriteString("PUBLIC KEY", publicKey) + "\n";

    /// <exception cref="SettingsException">The file cannot be read or made, or holds no such key.</exception>
    public static LogKey Open(string file)
    {
        try
        {
            var path = Path.GetFullPath(file);
            if (!File.Exists(path)) Create(path);
            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            if (key.KeySize != 256) throw new SettingsException($"Evidence:KeyFile: the key in '{file}' is not one for ECDSA P-256");
            return new LogKey(key);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new SettingsException($"Evidence:KeyFile: '{file}' cannot be used: {exception.Message}", exception);
        }
    }

    public string Sign(string text, string origin) => SignedNote.Sign(text, origin, _key);

    public void Dispose() => _key.Dispose();

    /// <summary>Written beside its place and moved there whole; where two nodes make one at the same moment, the first stays.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(made, options)) writer.Write(key.ExportPkcs8PrivateKeyPem() + "\n");
        try
        {
            File.Move(made, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(made);
        }
    }
}
