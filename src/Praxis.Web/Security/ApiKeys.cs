using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>What the holder of a key may do.</summary>
[Flags]
public enum ApiScope
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>List methods, runs, uploads and aliases, and read results.</summary>
    Read = 1,

    /// <summary>Ask runs, and append events of users.</summary>
    Predict = 2,

    /// <summary>Start, cancel, rename and delete runs, move aliases, upload files.</summary>
    Write = 4,
}

/// <summary>A key as it is kept: its secret only as a hash.</summary>
/// <param name="Name">Who holds it.</param>
/// <param name="Scopes">What the holder may do, by name.</param>
/// <param name="Hash">SHA-256 of the secret, in lower-case hexadecimal.</param>
/// <param name="Made">When it was made, in UTC.</param>
public sealed record ApiKey(string Name, IReadOnlyList<string> Scopes, string Hash, DateTimeOffset Made)
{
    /// <summary>What the holder may do.</summary>
    internal ApiScope Granted => ApiKeys.ParseScopes(Scopes);
}

/// <summary>The file of API keys.</summary>
/// <remarks>A secret has 256 random bits, so that a plain hash of it cannot be turned round; it is shown once, when it
/// is made.</remarks>
public sealed class ApiKeys
{
    private const string Prefix = "praxis_";
    private const int SecretBytes = 32;
    private const int MostLength = 200;
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private IReadOnlyList<ApiKey> _keys = [];
    private DateTime _written;
    private long _lookedAt;

    /// <summary>Opens the file, which need not be there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">Tells the time.</param>
    public ApiKeys(string path, TimeProvider clock) => (_path, _clock) = (path, clock);

    /// <summary>The names of the scopes.</summary>
    public static IReadOnlyList<string> ScopeNames { get; } = ["read", "predict", "write"];

    /// <summary>Where the keys of a store lie when no file is named.</summary>
    /// <param name="runs">The folder of the runs.</param>
    /// <returns>The path.</returns>
    public static string DefaultPath(string runs) => Path.Combine(runs, ".praxis", "keys.json");

    /// <summary>All keys.</summary>
    /// <returns>The keys, in the order in which they were made.</returns>
    /// <exception cref="InputException">The file is damaged.</exception>
    public IReadOnlyList<ApiKey> List()
    {
        lock (_lock)
        {
            Refresh();
            return _keys;
        }
    }

    /// <summary>Makes a key.</summary>
    /// <param name="name">Who holds it.</param>
    /// <param name="scopes">What the holder may do, separated by commas.</param>
    /// <returns>The secret, which nobody can tell again.</returns>
    /// <exception cref="PraxisException">The name is taken, a scope is unknown, or the file cannot be
    /// written.</exception>
    public string Add(string name, string scopes)
    {
        if (!RunFolder.IsName(name))
        {
            throw new UsageException(
                $"a key's name must be 1 to 120 letters, digits, '-', '_' or '.'; got \"{name}\"");
        }

        string[] names = scopes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.FirstOrDefault(scope => !ScopeNames.Contains(scope)) is { } unknown || names.Length == 0)
        {
            throw new InputException(
                $"--scope must be one or more of {string.Join(", ", ScopeNames)}, separated by commas; got {scopes}");
        }

        lock (_lock)
        {
            Refresh();
            if (_keys.Any(key => key.Name == name))
            {
                throw new UsageException($"key {name} is there already; remove it or choose another name");
            }

            string secret = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes))
                .TrimEnd('=').Replace('+', '-').Replace('/', '_');
            Save([.. _keys, new ApiKey(name, [.. names.Distinct()], HashOf(secret), _clock.GetUtcNow())]);
            return secret;
        }
    }

    /// <summary>Removes a key; its holder is refused from the next second on.</summary>
    /// <param name="name">The key's name.</param>
    /// <exception cref="UsageException">There is no such key.</exception>
    public void Remove(string name)
    {
        lock (_lock)
        {
            Refresh();
            if (_keys.All(key => key.Name != name))
            {
                throw new UsageException(NearestName.Unknown("key", name, _keys.Select(static key => key.Name)));
            }

            Save([.. _keys.Where(key => key.Name != name)]);
        }
    }

    /// <summary>The key of that secret, or null; as slow for a nearly right one as for any.</summary>
    internal ApiKey? Find(string secret)
    {
        if (secret.Length > MostLength)
        {
            return null;
        }

        byte[] hash = Encoding.ASCII.GetBytes(HashOf(secret));
        ApiKey? found = null;
        foreach (ApiKey key in Current())
        {
            if (CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(key.Hash)))
            {
                found = key;
            }
        }

        return found;
    }

    /// <summary>The key of that name and hash, or null when it was removed since.</summary>
    internal ApiKey? Find(string name, string hash) =>
        Current().FirstOrDefault(key => key.Name == name && key.Hash == hash);

    /// <summary>Scopes by name.</summary>
    internal static ApiScope ParseScopes(IEnumerable<string> names)
    {
        ApiScope scopes = ApiScope.None;
        foreach (string name in names)
        {
            scopes |= Enum.TryParse(name, ignoreCase: true, out ApiScope scope) ? scope : ApiScope.None;
        }

        return scopes;
    }

    private static string HashOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private IReadOnlyList<ApiKey> Current()
    {
        lock (_lock)
        {
            if (_lookedAt == 0 || _clock.GetElapsedTime(_lookedAt) > TimeSpan.FromSeconds(1))
            {
                Refresh();
                _lookedAt = _clock.GetTimestamp();
            }

            return _keys;
        }
    }

    private void Refresh()
    {
        DateTime written = File.GetLastWriteTimeUtc(_path);
        if (written == _written)
        {
            return;
        }

        try
        {
            _keys = File.Exists(_path)
                ? JsonSerializer.Deserialize<ApiKey[]>(File.ReadAllBytes(_path), PraxisJson.Indented)!
                : [];
            _written = written;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{_path}: cannot be read ({exception.Message}); mend or remove it", exception);
        }
    }

    private void Save(ApiKey[] keys)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        AtomicFile.WriteText(_path, JsonSerializer.Serialize(keys, PraxisJson.Indented) + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _keys = keys;
        _written = File.GetLastWriteTimeUtc(_path);
    }
}
