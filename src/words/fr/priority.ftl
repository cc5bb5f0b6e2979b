# Les améliorations et leur classement.
